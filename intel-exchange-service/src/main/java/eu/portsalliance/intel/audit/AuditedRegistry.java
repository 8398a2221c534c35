package eu.portsalliance.intel.audit;

import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.intel.IntelProperties;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The registry, whose log every port follows. */
@Component
class AuditedRegistry {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final WebClient client;

  AuditedRegistry(IntelProperties properties) {
    this.client =
        WebClient.builder()
            .baseUrl(properties.registry().toString().replaceAll("/$", ""))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
            .build();
  }

  /**
   * How the log of the registry grew.
   *
   * @param from how many records were seen of it
   * @return empty when the registry says that its log is shorter than that
   */
  Mono<NotarisedLogs.Extension> since(long from) {
    return client
        .get()
        .uri("/api/registry/audit/extension?from={from}", from)
        .accept(MediaType.APPLICATION_JSON)
        .exchangeToMono(
            response ->
                switch (response.statusCode().value()) {
                  case 200 -> response.bodyToMono(NotarisedLogs.Extension.class);
                  case 409 -> response.releaseBody().then(Mono.empty());
                  default -> response.createError();
                })
        .timeout(PATIENCE);
  }
}
