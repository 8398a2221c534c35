package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@code up}: brings every part up, watches them, and takes them down when it is
 * asked or ended.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final int LOG_CHECK_SECONDS = 15;

  private final Options options;
  private final StateFolder state;
  private final CountDownLatch asked = new CountDownLatch(1);

  Supervisor(Options options) {
    this.options = options;
    this.state = new StateFolder(options.state());
  }

  /** Runs until {@code down}; the exit status says whether everything had come up. */
  int run() throws IOException {
    state.make();
    try (FileChannel channel =
            FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        LOG.error("Another supervisor holds {}", state.lock());
        return 1;
      }
      return supervise();
    }
  }

  private int supervise() throws IOException {
    Secrets secrets = Secrets.open(state.secretsFile());
    try (ControlServer control = new ControlServer(secrets.of("control"))) {
      Board board = new Board(state.stateFile(), control.port(), options.offset());
      Assembly assembly = new Assembly(options, state, secrets, board);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> takeDown(assembly, board), "take-down"));
      control.serve(assembly.children(), asked::countDown);
      Thread.ofVirtual().name("log-limit").start(this::limitLogs);
      return bringUp(assembly, board) ? untilAsked(assembly, board) : failed(assembly);
    }
  }

  private void limitLogs() {
    LogFiles logs = new LogFiles(state.logs());
    try {
      while (!asked.await(LOG_CHECK_SECONDS, TimeUnit.SECONDS)) {
        logs.limit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean bringUp(Assembly assembly, Board board) {
    try {
      assembly.bringUp(asked);
      Files.writeString(state.madeForOffset(), Integer.toString(options.offset()));
      board.phase(Phase.UP);
      return true;
    } catch (PartFailed e) {
      LOG.error("{} {}", e.part(), e.getMessage(), e);
      board.fail(e.part(), String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      LOG.error("{}", e.getMessage(), e);
      board.fail("", String.valueOf(e.getMessage()));
    } catch (CompletionException
        | UncheckedIOException
        | IOException
        | SQLException
        | IllegalStateException e) {
      LOG.error("Not up", e);
      board.fail("", String.valueOf(e.getMessage()));
    }
    return false;
  }

  private int failed(Assembly assembly) {
    assembly.takeDown();
    return 1;
  }

  private int untilAsked(Assembly assembly, Board board) {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    takeDown(assembly, board);
    return 0;
  }

  private static void takeDown(Assembly assembly, Board board) {
    List<Phase> over = List.of(Phase.FAILED, Phase.DOWN);
    if (over.contains(board.phase())) {
      assembly.takeDown();
      return;
    }
    board.phase(Phase.STOPPING);
    assembly.takeDown();
    board.phase(Phase.DOWN);
  }
}
