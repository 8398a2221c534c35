package eu.portsalliance.identity;

import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.identity.desired.DesiredStateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The example of a desired state, as tests need it. */
public final class Examples {

  private Examples() {}

  /** The text of the example file. */
  public static String text() {
    try (var file = Examples.class.getResourceAsStream("/desired-state-example.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The example for another realm and another server, whose agencies have names of their own. */
  public static String text(String base, String realm) {
    return text()
        .replace("http://localhost:8180", base)
        .replace("realm: alliance ", "realm: " + realm + " ")
        .replace("/realms/agency-", "/realms/" + realm + "-agency-");
  }

  /** Reads a text that must be sound. */
  public static DesiredState read(String yaml) {
    return switch (DesiredStateFile.read(yaml)) {
      case DesiredStateFile.Reading.Sound sound -> sound.state();
      case DesiredStateFile.Reading.Refused refused -> throw new AssertionError(refused.reason());
    };
  }
}
