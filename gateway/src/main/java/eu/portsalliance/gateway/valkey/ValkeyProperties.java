package eu.portsalliance.gateway.valkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Valkey, or a Redis from 6.2 on, listens. The names are Spring's; what is not known here
 * stops the start.
 *
 * @param username absent for the default user
 * @param password absent where none is asked for
 * @param timeout longest wait for a connection and for an answer
 */
@ConfigurationProperties(prefix = "spring.data.redis", ignoreUnknownFields = false)
public record ValkeyProperties(
    @Nullable String host,
    @DefaultValue("6379") int port,
    @DefaultValue Ssl ssl,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("1s") Duration timeout) {

  /**
   * Whether it is called over TLS; its certificate is checked against the runtime's authorities.
   */
  public record Ssl(@DefaultValue("false") boolean enabled) {}

  public ValkeyProperties {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException(
          "spring.data.redis.host is missing; say where Valkey listens, or set"
              + " alliance.gateway.sessions to memory.");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("spring.data.redis.timeout has to be positive.");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ValkeyProperties[" + host + ":" + port + "]";
  }
}
