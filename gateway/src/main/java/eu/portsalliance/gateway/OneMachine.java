package eu.portsalliance.gateway;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Outside a cluster nobody finds a service by its name: better said at the start than by 503. */
@Component
final class OneMachine {

  OneMachine(GatewayProperties properties, Environment environment) {
    if (properties.services().anyFound() && !CloudPlatform.KUBERNETES.isActive(environment)) {
      throw new IllegalStateException(
          "alliance.gateway.services has an lb:// address and no cluster is there to find it; set"
              + " spring.main.cloud-platform to kubernetes, or give http(s)://host[:port].");
    }
  }
}
