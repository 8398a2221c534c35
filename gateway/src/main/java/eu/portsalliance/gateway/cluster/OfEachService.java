package eu.portsalliance.gateway.cluster;

import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Once for each service that is found by its name, in a context of its own; no configuration of the
 * gateway's, hence without the annotation.
 */
class OfEachService {

  @Bean
  ServiceInstanceListSupplier replicas(Environment environment, ReactiveDiscoveryClient discovery) {
    return new Replicas(
        environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME), discovery);
  }
}
