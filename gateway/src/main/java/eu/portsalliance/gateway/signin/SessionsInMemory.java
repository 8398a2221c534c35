package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.Live;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.session.InMemoryWebSessionStore;

/** Sessions of one gateway. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "alliance.gateway.sessions",
    havingValue = "memory",
    matchIfMissing = true)
class SessionsInMemory {

  @Bean
  InMemoryWebSessionStore webSessionStore(GatewayProperties properties) {
    var store = new InMemoryWebSessionStore();
    store.setMaxSessions(properties.limits().sessions());
    return store;
  }

  @Bean
  ApplicationListener<PayloadApplicationEvent<Live.Changed>> sessionLimit(
      InMemoryWebSessionStore store) {
    return ApplicationListener.forPayload(
        changed -> store.setMaxSessions(changed.now().limits().sessions()));
  }
}
