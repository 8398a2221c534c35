package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets what at each kind of address: the written list, and what the gateway does. */
class RouteTableTest extends GatewayTestBase {

  /** p problem, j JSON, h HTML, s event stream, x script, - no body. */
  private static final String EXPECTED =
      """
      method path                            anonymous bearer foreign twoports cookie nocsrf
      GET    /api/intel/alerts               401p      200j   401p    401p     200j   200j
      POST   /api/intel/alerts               401p      200j   401p    401p     200j   403p
      DELETE /api/intel/alerts/1             401p      200j   401p    401p     200j   403p
      GET    /api/intel/alerts/stream        401p      200s   401p    401p     200s   200s
      GET    /taxii2/                        401p      200j   401p    401p     200j   200j
      POST   /taxii2/api/collections/1       401p      200j   401p    401p     200j   403p
      GET    /api/risk/ranking               401p      200j   401p    401p     200j   200j
      GET    /api/risk/ranking/stream        401p      200s   401p    401p     200s   200s
      POST   /api/risk/events                401p      200j   401p    401p     200j   403p
      GET    /api/registry/ports             401p      200j   401p    401p     200j   200j
      GET    /api/registry/directory         200j      200j   200j    200j     200j   200j
      POST   /api/registry/enrolments        200j      200j   200j    200j     200j   200j
      GET    /api/registry/directory/x       401p      200j   401p    401p     200j   200j
      GET    /api/intel/peer/v1/objects      200j      200j   200j    200j     200j   200j
      POST   /api/intel/peer/v1/receipts     200j      200j   200j    200j     200j   200j
      GET    /api/intel/peer/v1/hints        200s      200s   200s    200s     200s   200s
      GET    /api/identity/state             401p      404p   401p    401p     404p   404p
      GET    /api/nothing                    401p      404p   401p    401p     404p   404p
      GET    /api/session                    200j      200j   401p    401p     200j   200j
      POST   /api/session                    405p      405p   401p    401p     405p   403p
      GET    /                               200h      200h   200h    200h     200h   200h
      GET    /index.html                      404p      404p   404p    404p     404p   404p
      GET    /ranking                         404p      404p   404p    404p     404p   404p
      GET    /containers/MSKU1234565          404p      404p   404p    404p     404p   404p
      GET    /identity                        404p      404p   404p    404p     404p   404p
      GET    /help                            404p      404p   404p    404p     404p   404p
      GET    /ports                           404p      404p   404p    404p     404p   404p
      GET    /alerts/new/x                    404p      404p   404p    404p     404p   404p
      GET    /login                          200h      200h   200h    200h     200h   200h
      GET    /alerts/indicator--1            200h      200h   200h    200h     200h   200h
      POST   /alerts                         405p      405p   405p    405p     405p   403p
      GET    /nothing                        404p      404p   404p    404p     404p   404p
      GET    /login/unknown                  404p      404p   404p    404p     404p   404p
      GET    /problems/forbidden             200h      200h   200h    200h     200h   200h
      GET    /problems/nothing               404p      404p   404p    404p     404p   404p
      GET    /webjars/lit/3.3.2/index.js     200x      200x   200x    200x     200x   200x
      GET    /actuator/health/liveness       200j      200j   200j    200j     200j   200j
      GET    /actuator/env                   404p      404p   404p    404p     404p   404p
      """;

  @Test
  void answersAsWritten() {
    Browser signedIn = signedIn();
    List<String> rows = EXPECTED.lines().toList();
    List<String> found = new ArrayList<>(List.of(squeezed(rows.getFirst())));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(" +");
      found.add(
          String.join(
              " ",
              cells[0],
              cells[1],
              told(cells, browser(), null),
              told(cells, browser(), bearer("port-nlrtm")),
              told(cells, browser(), bearer("port-beanr")),
              told(cells, browser(), bearer("port-nlrtm", "port-beanr")),
              told(cells, signedIn, "csrf"),
              told(cells, signedIn, null)));
    }
    assertThat(found)
        .containsExactlyElementsOf(rows.stream().map(RouteTableTest::squeezed).toList());
  }

  private static String squeezed(String row) {
    return row.strip().replaceAll(" +", " ");
  }

  private static String told(String[] cells, Browser browser, @Nullable String proof) {
    HttpRequest.Builder request = browser.request(cells[1]);
    if ("csrf".equals(proof)) {
      browser.withCsrf(request);
    } else if (proof != null) {
      request.header("Authorization", proof);
    }
    request.header("Content-Type", "application/json");
    HttpRequest.BodyPublisher body =
        "GET".equals(cells[0])
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString("{}");
    HttpResponse<InputStream> response = browser.open(request.method(cells[0], body));
    close(response);
    SERVICE.endStreams();
    return response.statusCode() + kind(Browser.type(response));
  }

  static void close(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      assertThat(in).isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kind(String type) {
    return switch (type.split(";", -1)[0]) {
      case "application/problem+json" -> "p";
      case "application/json", "application/vnd.spring-boot.actuator.v3+json" -> "j";
      case "text/html" -> "h";
      case "text/event-stream" -> "s";
      case "text/javascript" -> "x";
      case "none" -> "-";
      default -> "?" + type;
    };
  }
}
