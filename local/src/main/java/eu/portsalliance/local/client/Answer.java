package eu.portsalliance.local.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param took from sending the request to the last byte of the body
 */
public record Answer(int status, HttpHeaders headers, String body, Duration took) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The body as JSON, also problem+json. */
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** A header's first value, empty if it is not there. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The last word of a problem's type, empty if the answer is none. */
  public String problem() {
    if (!header("Content-Type").startsWith("application/problem+json")) {
      return "";
    }
    String type = json().path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return status + " " + body;
  }
}
