package eu.portsalliance.gateway.cluster;

import eu.portsalliance.gateway.Live;
import org.springframework.boot.autoconfigure.condition.ConditionalOnCloudPlatform;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.kubernetes.commons.config.reload.ConfigurationUpdateStrategy;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What is there in a cluster alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnCloudPlatform(CloudPlatform.KUBERNETES)
@LoadBalancerClients(defaultConfiguration = OfEachService.class)
class Cluster {

  @Bean
  ConfigurationUpdateStrategy configurationUpdateStrategy(
      ContextRefresher refresher, Environment environment, Live live) {
    return new ConfigurationUpdateStrategy("live", new Reload(refresher, environment, live));
  }

  @Bean
  AnotherReplica anotherReplica() {
    return new AnotherReplica();
  }
}
