package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.valkey.Valkey;
import eu.portsalliance.gateway.valkey.ValkeyProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sessions that the replicas of a gateway share. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "alliance.gateway.sessions", havingValue = "valkey")
@EnableConfigurationProperties(ValkeyProperties.class)
class SessionsInValkey {

  @Bean
  Valkey valkey(ValkeyProperties properties) {
    return new Valkey(properties);
  }

  @Bean
  SharedSessions webSessionStore(
      Valkey valkey, GatewayProperties properties, Live live, Clock clock) {
    return new SharedSessions(valkey, properties, live, clock);
  }
}
