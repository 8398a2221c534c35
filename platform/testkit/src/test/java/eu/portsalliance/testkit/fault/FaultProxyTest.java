package eu.portsalliance.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The target says everything again that it hears, and ends when its caller does. */
@Timeout(60)
class FaultProxyTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Fault SILENCE = new Fault.Delay(HOUR, HOUR);

  private final ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final FaultProxy proxy =
      FaultProxy.before((InetSocketAddress) target.getLocalSocketAddress(), 7);
  private final List<Socket> callers = new ArrayList<>();

  FaultProxyTest() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!target.isClosed()) {
      try {
        Socket socket = target.accept();
        accepted.add(socket);
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException e) {
        // the test is over
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      byte[] buffer = new byte[65_536];
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        heard.add(new String(buffer, 0, n, StandardCharsets.UTF_8));
        socket.getOutputStream().write(buffer, 0, n);
      }
      heard.add("end");
    } catch (IOException e) {
      heard.add("reset");
    }
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    target.close();
    for (Socket caller : callers) {
      caller.close();
    }
  }

  private Socket call() throws IOException {
    Socket caller = new Socket();
    caller.connect(proxy.address());
    callers.add(caller);
    return caller;
  }

  private static void say(Socket caller, String words) throws IOException {
    caller.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
  }

  private static String hear(Socket caller, int bytes) throws IOException {
    caller.setSoTimeout(0);
    return new String(caller.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private static void hearNothing(Socket caller) throws IOException {
    caller.setSoTimeout(50);
    assertThatThrownBy(() -> caller.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static void untilHeld(FaultProxy proxy, Direction direction, int chunks) {
    while (proxy.held(direction) != chunks) {
      Thread.onSpinWait();
    }
  }

  @Test
  void everythingPassesBothWaysAlsoTheEnd() throws Exception {
    Socket caller = call();
    String much = "0123456789".repeat(100_000);
    Thread.ofVirtual().start(() -> sayAndEnd(caller, much));
    assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(much);
  }

  private static void sayAndEnd(Socket caller, String words) {
    try {
      say(caller, words);
      caller.shutdownOutput();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aTargetThatIsNotThereYetIsAskedForAtEachConnection() throws Exception {
    AtomicReference<InetSocketAddress> where = new AtomicReference<>();
    try (FaultProxy early =
        FaultProxy.before(
            () -> Optional.ofNullable(where.get()).orElseThrow(IllegalStateException::new), 7)) {
      try (Socket caller = new Socket()) {
        caller.connect(early.address());
        assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(IOException.class);
      }
      where.set((InetSocketAddress) target.getLocalSocketAddress());
      try (Socket caller = new Socket()) {
        caller.connect(early.address());
        say(caller, "hello");
        assertThat(hear(caller, 5)).isEqualTo("hello");
      }
    }
  }

  @Test
  void whatWaitsGoesAtOnceWhenTheFaultIsOver() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_TARGET, SILENCE);
    say(caller, "hello");
    hearNothing(caller);
    assertThat(heard).isEmpty();
    proxy.heal();
    assertThat(hear(caller, 5)).isEqualTo("hello");
  }

  @Test
  void oneDirectionIsSilentAndTheOtherIsNot() throws Exception {
    Socket caller = call();
    proxy.set(Direction.TO_CALLER, SILENCE);
    say(caller, "hello");
    assertThat(heard.take()).isEqualTo("hello");
    hearNothing(caller);
    proxy.heal();
    assertThat(hear(caller, 5)).isEqualTo("hello");
  }

  @Test
  void aDelayIsNoShorterThanItsLeast() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.Delay(Duration.ofMillis(40), Duration.ofMillis(60)));
    long begin = System.nanoTime();
    say(caller, "hello");
    assertThat(hear(caller, 5)).isEqualTo("hello");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(39));
  }

  @Test
  void aThrottledLineTakesItsTimeAndLosesNothing() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_TARGET, new Fault.Throttle(10_000));
    long begin = System.nanoTime();
    say(caller, "x".repeat(2_000));
    assertThat(hear(caller, 2_000)).isEqualTo("x".repeat(2_000));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void aBlackHoleAcceptsAndSaysNothing() throws Exception {
    proxy.set(Direction.TO_TARGET, new Fault.BlackHole(0));
    Socket caller = call();
    say(caller, "hello");
    hearNothing(caller);
    assertThat(accepted).isEmpty();
    proxy.heal();
    say(caller, "still there?");
    hearNothing(caller);
    Socket next = call();
    say(next, "next");
    assertThat(hear(next, 4)).isEqualTo("next");
  }

  @Test
  void aBlackHoleSwallowsWhatComesAfterSoManyBytes() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.BlackHole(3));
    say(caller, "hello");
    assertThat(hear(caller, 3)).isEqualTo("hel");
    hearNothing(caller);
    assertThat(heard.take()).isEqualTo("hello");
  }

  @Test
  void aCutLosesTheAnswerAndNotTheRequest() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.Cut(Ending.RESET, 0));
    say(caller, "hello");
    assertThat(heard.take()).isEqualTo("hello");
    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketException.class);
    assertThat(heard.take()).isEqualTo("reset");
  }

  @Test
  void aCutAfterSoManyBytesIsAnEndInOrderWhereItIsToBe() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.Cut(Ending.FINISH, 5));
    say(caller, "hello");
    assertThat(hear(caller, 10)).isEqualTo("hello");
    assertThat(heard.take()).isEqualTo("hello");
    assertThat(heard.take()).isEqualTo("end");
  }

  @Test
  void aCutBeforeTheTargetRefusesEachConnection() throws Exception {
    proxy.set(Direction.TO_TARGET, new Fault.Cut(Ending.RESET, 0));
    assertThatThrownBy(() -> hear(call(), 1)).isInstanceOf(SocketException.class);
    assertThat(accepted).isEmpty();
  }

  @Test
  void allThatIsOpenIsCutAndWhatComesNextIsNot() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_TARGET, SILENCE);
    say(caller, "hello");
    untilHeld(proxy, Direction.TO_TARGET, 1);
    proxy.cut(Ending.RESET);
    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketException.class);
    untilHeld(proxy, Direction.TO_TARGET, 0);
    proxy.heal();
    Socket next = call();
    say(next, "next");
    assertThat(hear(next, 4)).isEqualTo("next");
  }

  @Test
  void aLaterConnectionReachesTheTargetBeforeAnEarlierOne() throws Exception {
    proxy.set(Direction.TO_TARGET, new Fault.Reorder(1, HOUR));
    Socket earlier = call();
    untilHeld(proxy, Direction.TO_TARGET, 1);
    Socket later = call();
    Socket first = accepted.take();
    Socket second = accepted.take();
    proxy.heal();
    say(later, "later");
    assertThat(hear(later, 5)).isEqualTo("later");
    first.close();
    assertThat(hear(later, 1)).isEmpty();
    say(earlier, "earlier");
    assertThat(hear(earlier, 7)).isEqualTo("earlier");
    second.close();
  }

  @Test
  void aLaterAnswerReachesItsCallerBeforeAnEarlierOne() throws Exception {
    Socket earlier = call();
    Socket later = call();
    accepted.take();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.Reorder(1, HOUR));
    say(earlier, "earlier");
    untilHeld(proxy, Direction.TO_CALLER, 1);
    hearNothing(earlier);
    say(later, "later");
    assertThat(hear(later, 5)).isEqualTo("later");
    assertThat(hear(earlier, 7)).isEqualTo("earlier");
  }

  @Test
  void whatNothingOvertakesIsNotHeldForever() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.set(Direction.TO_CALLER, new Fault.Reorder(3, Duration.ofMillis(10)));
    say(caller, "hello");
    assertThat(hear(caller, 5)).isEqualTo("hello");
  }

  @Test
  void aTargetThatIsNotThereIsAReset() throws Exception {
    target.close();
    assertThatThrownBy(() -> hear(call(), 1)).isInstanceOf(SocketException.class);
  }

  @Test
  void aClosedProxyHoldsNothing() throws Exception {
    Socket caller = call();
    accepted.take();
    proxy.close();
    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketException.class);
    assertThatThrownBy(this::call).isInstanceOf(SocketException.class);
    while (proxy.open() > 0) {
      Thread.onSpinWait();
    }
  }
}
