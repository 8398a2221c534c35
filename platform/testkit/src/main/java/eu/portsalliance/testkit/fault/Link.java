package eu.portsalliance.testkit.fault;

import eu.portsalliance.testkit.fault.Gate.Passage;
import eu.portsalliance.testkit.fault.Gate.Ruling;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;

/** One connection through a proxy. */
final class Link {
  private static final int CHUNK = 16_384;
  private static final int CONNECT_MILLISECONDS = 10_000;

  private final Socket caller;
  private final Socket target = new Socket();
  private final Gate toTarget;
  private final Gate toCaller;
  private final Passage there;
  private final Passage back;
  private volatile boolean over;

  Link(Socket caller, Gate toTarget, Gate toCaller, long seed) {
    this.caller = caller;
    this.toTarget = toTarget;
    this.toCaller = toCaller;
    there = new Passage(seed);
    back = new Passage(~seed);
  }

  /** Carries both ways until both have ended, then closes it. */
  void carry(Supplier<InetSocketAddress> address) {
    try (caller;
        target) {
      if (opens(address)) {
        Thread answers = Thread.ofVirtual().start(() -> pump(target, caller, toCaller, back));
        pump(caller, target, toTarget, there);
        answers.join();
      } else {
        pump(caller, target, toTarget, there);
      }
    } catch (IOException e) {
      over = true; // closing it failed: it is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(Ending.RESET);
    }
  }

  private boolean opens(Supplier<InetSocketAddress> address) throws InterruptedException {
    return switch (toTarget.rule(there, 0)) {
      case Ruling.Go _ -> connects(address);
      case Ruling.Swallow _ -> false;
      case Ruling.End(Ending ending) -> {
        end(ending);
        yield false;
      }
    };
  }

  private boolean connects(Supplier<InetSocketAddress> address) {
    try {
      caller.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      target.connect(address.get(), CONNECT_MILLISECONDS);
      gone(toTarget, there, 0);
      return true;
    } catch (IOException | IllegalStateException e) { // nobody listens there
      end(Ending.RESET);
      return false;
    }
  }

  private void pump(Socket from, Socket to, Gate gate, Passage passage) {
    byte[] buffer = new byte[CHUNK];
    try {
      int length = 0;
      while (length >= 0) {
        length = from.getInputStream().read(buffer);
        pass(buffer, length, to, gate, passage);
      }
    } catch (IOException e) { // an end is gone; the other one hears of it if the fault lets it
      pass(buffer, -2, to, gate, passage);
    }
  }

  /** -1 bytes are an end in order, -2 one that is not. */
  private void pass(byte[] buffer, int length, Socket to, Gate gate, Passage passage) {
    try {
      int sent = 0;
      do {
        if (over) {
          return;
        }
        switch (gate.rule(passage, Math.max(length, 0) - sent)) {
          case Ruling.Go(int bytes) -> {
            if (length == -2) {
              end(Ending.RESET);
            } else if (length == -1) {
              to.shutdownOutput();
            } else {
              to.getOutputStream().write(buffer, sent, bytes);
            }
            gone(gate, passage, bytes);
            sent += bytes;
          }
          case Ruling.Swallow _ -> {
            return;
          }
          case Ruling.End(Ending ending) -> endOnce(ending);
        }
      } while (sent < length);
    } catch (IOException e) {
      endOnce(Ending.RESET);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      endOnce(Ending.RESET);
    }
  }

  private void gone(Gate gate, Passage passage, int bytes) {
    gate.gone(passage, bytes).ifPresent(this::endOnce);
  }

  private void endOnce(Ending ending) {
    if (!over) {
      end(ending);
    }
  }

  void end(Ending ending) {
    over = true;
    end(caller, ending);
    end(target, ending);
    toTarget.end(there);
    toCaller.end(back);
  }

  private static void end(Socket socket, Ending ending) {
    try {
      switch (ending) {
        case RESET -> {
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case FINISH -> socket.shutdownOutput();
      }
    } catch (IOException e) {
      // it has ended before, by itself
    }
  }
}
