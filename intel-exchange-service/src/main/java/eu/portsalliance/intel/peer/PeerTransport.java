package eu.portsalliance.intel.peer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/** How peers are spoken to: over TLS with the authorities of the Java runtime. */
@Configuration(proxyBeanMethods = false)
class PeerTransport {

  @Bean
  HttpClient toPeers() {
    return HttpClient.create().keepAlive(true).compress(false);
  }
}
