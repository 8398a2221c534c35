package eu.portsalliance.gateway.route;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The kinds of paths at a gateway. */
public final class Paths {

  static final String PEERS = "/api/intel/peer/**";
  static final String ATTACHMENTS = "/api/intel/alerts/{id}/attachments";
  static final String DIRECTORY = "/api/registry/directory";
  static final String ENROLMENTS = "/api/registry/enrolments";

  private static final List<PathPattern> STREAMS =
      List.of(
          PathPatternParser.defaultInstance.parse("/api/{service}/{collection}/stream"),
          PathPatternParser.defaultInstance.parse("/api/intel/peer/{version}/hints"));

  private Paths() {}

  /** Paths of machines and of the portal's calls: never a redirect, never a page. */
  public static String[] api() {
    return new String[] {"/api/**", "/taxii2/**"};
  }

  /**
   * Paths that pass without a token: the service behind checks the port's assertion or the proof of
   * possession, or the answer is signed and public.
   */
  public static String[] open() {
    return new String[] {PEERS, DIRECTORY, ENROLMENTS};
  }

  /** Whether the answer is an event stream without end. */
  static boolean isStream(ServerHttpRequest request) {
    PathContainer path = request.getPath().pathWithinApplication();
    return STREAMS.stream().anyMatch(pattern -> pattern.matches(path));
  }
}
