package eu.portsalliance.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Keycloak is kept, by what account, as which file wants it.
 *
 * @param keycloak base address of Keycloak, as browsers and agencies know it
 * @param adminRealm realm of the service's own account
 * @param clientId client of that account; it signs in with client credentials
 * @param clientSecret secret of that client
 * @param desiredState the desired-state file
 * @param interval time between runs when nothing changes
 * @param watch how often the file is looked at for changes
 * @param longestRetry longest pause between attempts while Keycloak does not answer
 */
@ConfigurationProperties(prefix = "alliance.identity", ignoreUnknownFields = false)
public record IdentityProperties(
    URI keycloak,
    @DefaultValue("master") String adminRealm,
    String clientId,
    String clientSecret,
    Path desiredState,
    @DefaultValue("2m") Duration interval,
    @DefaultValue("2s") Duration watch,
    @DefaultValue("5s") Duration longestRetry) {

  public IdentityProperties {
    need(keycloak, "keycloak");
    need(clientId, "client-id");
    need(clientSecret, "client-secret");
    need(desiredState, "desired-state");
    if (keycloak.getHost() == null || keycloak.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "alliance.identity.keycloak: give an address such as http://localhost:8180, without a"
              + " slash at its end");
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("alliance.identity.interval: give one second or more");
    }
  }

  private static void need(@Nullable Object value, String key) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException("alliance.identity." + key + " is missing: set it");
    }
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "IdentityProperties[keycloak=" + keycloak + ", clientId=" + clientId + "]";
  }
}
