package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.testkit.Endpoints;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class EndpointsTest {

  private static final String READERS =
      "hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')";
  private static final String WRITERS = "hasAnyAuthority('intel-analyst', 'intel-officer')";
  private static final String PEERS = "hasAnyAuthority('peer', 'service')";

  /** Written by hand: who may call what. */
  private static final TreeMap<String, String> MAY = new TreeMap<>();

  static {
    MAY.put("POST /api/intel/alerts", "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put("GET /api/intel/alerts", READERS);
    MAY.put("GET /api/intel/alerts/{id}", READERS);
    MAY.put("GET /api/intel/alerts/stream", READERS);
    MAY.put("POST /api/intel/alerts/{id}/release", "hasAuthority('intel-officer')");
    MAY.put("PUT /api/intel/alerts/{id}", WRITERS);
    MAY.put("POST /api/intel/alerts/{id}/review", WRITERS);
    MAY.put("GET /api/intel/alerts/{id}/amendment", WRITERS);
    MAY.put("POST /api/intel/alerts/{id}/revocation", WRITERS);
    MAY.put("DELETE /api/intel/alerts/{id}/revocation", WRITERS);
    MAY.put("POST /api/intel/alerts/{id}/revocation/confirm", "hasAuthority('intel-officer')");
    MAY.put("POST /api/intel/alerts/{id}/editions", WRITERS);
    MAY.put("POST /api/intel/alerts/{id}/acceptance", READERS);
    MAY.put("GET /api/intel/alerts/{id}/history", READERS);
    MAY.put("POST /api/intel/alerts/{id}/attachments", WRITERS);
    MAY.put("DELETE /api/intel/alerts/{id}/attachments/{sha256}", WRITERS);
    MAY.put("GET /api/intel/alerts/{id}/attachments/{sha256}", READERS);
    MAY.put("GET /api/intel/alerts/{id}/attachments/{sha256}/view", READERS);
    MAY.put("GET /api/intel/peer/v1/objects/{id}/attachments/{sha256}", "hasAuthority('peer')");
    MAY.put("POST /api/intel/recognitions", READERS);
    MAY.put("GET /api/intel/alerts/search", READERS);
    MAY.put("GET /api/intel/alerts/{id}/related", READERS);
    MAY.put(
        "POST /api/intel/alerts/{id}/acknowledgement",
        "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put(
        "PUT /api/intel/alerts/{id}/disposition",
        "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put(
        "POST /api/intel/alerts/{id}/sightings",
        "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put(
        "POST /api/intel/alerts/{id}/sightings/{sighting}/release",
        "hasAuthority('intel-officer')");
    MAY.put("GET /api/intel/alerts/{id}/sightings", READERS);
    MAY.put("GET /api/intel/alerts/{id}/work", READERS);
    MAY.put("GET /api/intel/peer/v1/hints", PEERS);
    MAY.put("GET /api/intel/peer/v1/objects", PEERS);
    MAY.put("GET /api/intel/peer/v1/directory", PEERS);
    MAY.put("POST /api/intel/peer/v1/receipts", "hasAuthority('peer')");
    MAY.put("POST /api/intel/peer/v1/looks", "hasAuthority('service')");
    MAY.put("POST /api/intel/peer/v1/looks/told", "hasAuthority('peer')");
    MAY.put("POST /api/intel/peer/v1/collisions/told", "hasAuthority('peer')");
    MAY.put("POST /api/intel/peer/v1/last-chances", "hasAuthority('service')");
    MAY.put("GET /api/intel/requests", READERS);
    MAY.put("GET /api/intel/duty/notices", "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put(
        "POST /api/intel/duty/notices/{id}/acknowledgement",
        "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put("GET /api/intel/duty/rota", "hasAnyAuthority('intel-analyst', 'intel-officer')");
    MAY.put("PUT /api/intel/duty/rota", "hasAuthority('intel-officer')");
    MAY.put("POST /api/intel/duty/rota/changes/{id}/confirmation", "hasAuthority('intel-officer')");
    MAY.put("GET /api/intel/peer/v1/audit/{service}", "hasAuthority('peer')");
    MAY.put("GET /api/intel/peer/v1/audit/{service}/signed", "hasAuthority('service')");
    MAY.put("POST /api/intel/peer/v1/audit/{service}/leaves", "hasAuthority('service')");
    MAY.put("GET /api/intel/audit/records", "hasAnyAuthority('auditor', 'alliance-auditor')");
    MAY.put("GET /api/intel/audit/report", "hasAnyAuthority('auditor', 'alliance-auditor')");
    MAY.put("GET /api/intel/audit/log", "hasAnyAuthority('auditor', 'alliance-auditor')");
    MAY.put("GET /api/intel/audit/heads", "hasAnyAuthority('auditor', 'alliance-auditor')");
    MAY.put("GET /api/intel/audit/witnessed", "hasAuthority('auditor')");
    MAY.put(
        "GET /api/intel/audit/standing-releases", "hasAnyAuthority('auditor', 'alliance-auditor')");
    MAY.put("GET /api/intel/standing-releases", WRITERS);
    MAY.put("POST /api/intel/standing-releases", WRITERS);
    MAY.put("POST /api/intel/standing-releases/{id}/approval", "hasAuthority('intel-officer')");
    MAY.put("POST /api/intel/standing-releases/{id}/withdrawal", WRITERS);
    MAY.put(
        "GET /api/intel/peers",
        "hasAnyAuthority('intel-analyst', 'intel-officer', 'tenant-admin', 'auditor')");
    MAY.put(
        "POST /api/intel/peers/{locode}/acceptance",
        "hasAnyAuthority('intel-analyst', 'intel-officer', 'tenant-admin')");
    MAY.put(
        "DELETE /api/intel/peers/{locode}/acceptance",
        "hasAnyAuthority('intel-officer', 'tenant-admin')");
  }

  @Test
  void everyEndpointDeclaresWhoMayCallItAndNoOtherIsThere() {
    assertThat(
            Endpoints.of(
                Ports.BEANR.bean(
                    "requestMappingHandlerMapping", RequestMappingHandlerMapping.class)))
        .containsExactlyInAnyOrderElementsOf(
            MAY.entrySet().stream().map(may -> may.getKey() + " " + may.getValue()).toList());
  }

  /** Other tests go by the contract when they have to try every path. */
  @Test
  void theContractDescribesEveryEndpointAndNoOther() {
    Set<String> described = new TreeSet<>();
    new OpenAPIV3Parser()
        .read("openapi.yaml")
        .getPaths()
        .forEach(
            (path, operations) ->
                operations
                    .readOperationsMap()
                    .keySet()
                    .forEach(method -> described.add(method + " " + path)));
    assertThat(described).isEqualTo(MAY.keySet());
  }

  @Test
  void withoutATokenNothingIsAnswered() {
    MAY.keySet().stream()
        .filter(endpoint -> endpoint.startsWith("GET"))
        .map(
            endpoint ->
                endpoint
                    .substring(4)
                    .replace("{id}", "x")
                    .replace("{service}", "x")
                    .replace("{sha256}", "x"))
        .forEach(
            path ->
                assertThat(Api.bearer(Ports.BEANR, "Bearer nothing").get(path).status())
                    .as(path)
                    .isEqualTo(401));
  }

  @Test
  void aPersonIsNoPeerAndAReaderWritesNothing() {
    assertThat(Ports.BE_OFFICER.get("/api/intel/peer/v1/objects").status()).isEqualTo(403);
    Api reader = Api.person(Ports.BEANR, "be-reader", "be-federal-police", "intel-reader");
    assertThat(reader.draft(Ports.draft("GREEN", "[]")).status()).isEqualTo(403);
    assertThat(Ports.BE_ANALYST.release("indicator--x", 1).status()).isEqualTo(403);
  }
}
