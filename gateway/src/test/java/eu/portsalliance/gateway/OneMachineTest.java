package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.gateway.valkey.Valkey;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.reactive.ReactiveLoadBalancer;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.TaskScheduler;

/** Outside a cluster nothing of it is there. */
class OneMachineTest extends GatewayTestBase {

  @Autowired ApplicationContext context;

  @Test
  void neitherClientNorDiscoveryNorBalancerNorPollingNorStore() {
    for (Class<?> type :
        List.of(
            KubernetesClient.class,
            ReactiveDiscoveryClient.class,
            ReactiveLoadBalancer.Factory.class,
            TaskScheduler.class,
            Valkey.class)) {
      assertThat(context.getBeanNamesForType(type)).as(type.getSimpleName()).isEmpty();
    }
  }
}
