package eu.portsalliance.intel.peer;

import java.util.List;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * A process that asks an address as the exchange asks peers, and as it asks registry and issuer.
 */
final class Asked {
  static final String ANSWER = "answer: ";

  private Asked() {}

  public static void main(String[] address) {
    WebClient peer =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
            .build();
    for (WebClient client : List.of(peer, WebClient.create())) {
      System.out.println(
          "\n"
              + ANSWER
              + client
                  .get()
                  .uri(address[0])
                  .retrieve()
                  .bodyToMono(String.class)
                  .onErrorResume(failure -> Mono.just(failure.toString()))
                  .block());
    }
  }
}
