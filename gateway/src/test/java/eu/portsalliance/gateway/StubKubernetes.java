package eu.portsalliance.gateway;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An API server of one namespace that can forbid everything, and remembers what it was asked. */
final class StubKubernetes {

  static final String NAMESPACE = "port-nlrtm";

  /** Verbs and paths. */
  final Set<String> asked = ConcurrentHashMap.newKeySet();

  volatile boolean forbidding;
  private final KubernetesMockServer server;
  private final KubernetesClient client;

  StubKubernetes() {
    this.server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Answers(), false);
    server.init();
    this.client = server.createClient();
  }

  String address() {
    return "http://" + server.getHostName() + ":" + server.getPort();
  }

  void service(String name) {
    client
        .services()
        .inNamespace(NAMESPACE)
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .addNewPort()
                .withName("http")
                .withPort(8080)
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  /** The replicas of a service, all at one port, by their addresses. */
  void endpoints(String service, int port, List<String> ready, List<String> unready) {
    EndpointSubset subset =
        new EndpointSubsetBuilder()
            .addNewPort()
            .withName("http")
            .withPort(port)
            .endPort()
            .addNewPort()
            .withName("management")
            .withPort(1)
            .endPort()
            .withAddresses(
                ready.stream().map(ip -> new EndpointAddress(null, ip, null, null)).toList())
            .withNotReadyAddresses(
                unready.stream().map(ip -> new EndpointAddress(null, ip, null, null)).toList())
            .build();
    client
        .endpoints()
        .inNamespace(NAMESPACE)
        .resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName(service)
                .endMetadata()
                .withSubsets(subset)
                .build())
        .createOr(existing -> existing.update());
  }

  void configMap(String name, String yaml) {
    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(Map.of("application.yaml", yaml))
                .build())
        .createOr(existing -> existing.update());
  }

  private final class Answers extends KubernetesCrudDispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if ("gateway-in-test".equals(request.getHeader("User-Agent"))) {
        asked.add(request.getMethod() + " " + request.getPath());
        if (forbidding) {
          return new MockResponse().setResponseCode(403);
        }
      }
      return super.dispatch(request);
    }
  }
}
