package eu.portsalliance.identity.reconciliation;

import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.identity.desired.DesiredStateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The desired-state file. It is looked at, not listened to: a file that is replaced by a link, as
 * Kubernetes does with its volumes, is seen too. Used by one thread at a time.
 */
final class DesiredStateSource {

  private final Path file;
  private String text = "";
  private Optional<DesiredState> lastSound = Optional.empty();
  private Optional<String> refusal = Optional.of("The desired state was not read yet.");

  DesiredStateSource(Path file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @return whether it changed since it was last read
   */
  boolean changed() {
    String now;
    try {
      now = Files.readString(file);
    } catch (IOException unreadable) {
      now = "";
      refusal =
          Optional.of(
              "The desired-state file cannot be read: check alliance.identity.desired-state.");
    }
    if (now.equals(text)) {
      return false;
    }
    text = now;
    if (!now.isEmpty()) {
      read(now);
    }
    return true;
  }

  private void read(String yaml) {
    switch (DesiredStateFile.read(yaml)) {
      case DesiredStateFile.Reading.Sound sound -> {
        lastSound = Optional.of(sound.state());
        refusal = Optional.empty();
      }
      case DesiredStateFile.Reading.Refused refused -> refusal = Optional.of(refused.reason());
    }
  }

  /** The last sound state: it stays in force, and its grants go on ending, if the file breaks. */
  Optional<DesiredState> lastSound() {
    return lastSound;
  }

  /** Why the file as it now is was not taken, if it was not. */
  Optional<String> refusal() {
    return refusal;
  }
}
