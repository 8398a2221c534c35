package eu.portsalliance.bench.faults;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What somebody proves who they are with, through sign-ins that fail for a while: a token is asked
 * for again long before it ends, and used until it ends.
 */
final class Badge {
  private static final Duration RENEWED = Duration.ofSeconds(150);
  private static final Duration ENDS = Duration.ofSeconds(290);
  private static final String CASE = "FAULTS-1";

  private final AllianceFile file;
  private final String username;
  private final String port;
  private final ReentrantLock lock = new ReentrantLock();
  private String token = "";
  private long taken;

  private Badge(AllianceFile file, String username, String port) {
    this.file = file;
    this.username = username;
    this.port = port;
  }

  /** Calls of a person at a port, who has signed in already. */
  static Api person(AllianceFile file, String username, String port) {
    Badge badge = new Badge(file, username, port);
    badge.token();
    return Api.bearer(file.gateway(port), badge::token).working("crime-prevention", CASE);
  }

  private String token() {
    lock.lock();
    try {
      Duration age = Duration.ofNanos(System.nanoTime() - taken);
      if (token.isEmpty() || age.compareTo(RENEWED) > 0) {
        renew(age);
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  private void renew(Duration age) {
    long now = System.nanoTime();
    try {
      token = Person.accessToken(file, username, port);
      taken = now;
    } catch (RuntimeException away) {
      if (token.isEmpty() || age.compareTo(ENDS) > 0) {
        throw new UncheckedIOException(
            new IOException(username + " cannot sign in at " + port, away));
      }
    }
  }
}
