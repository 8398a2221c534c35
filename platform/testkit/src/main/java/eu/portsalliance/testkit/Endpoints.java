package eu.portsalliance.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Which endpoints a service has, for comparing with the list that somebody wrote by hand. */
public final class Endpoints {

  private Endpoints() {}

  /**
   * One line for each method and path with the rule that says who may call it, in order; for
   * example {@code GET /api/registry/ports isAuthenticated()}.
   */
  public static List<String> of(RequestMappingHandlerMapping mappings) {
    return mappings.getHandlerMethods().entrySet().stream()
        .flatMap(entry -> lines(entry.getKey(), rule(entry.getValue())))
        .sorted()
        .toList();
  }

  private static Stream<String> lines(RequestMappingInfo info, String rule) {
    return info.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                info.getPatternsCondition().getPatterns().stream()
                    .map(pattern -> method + " " + pattern.getPatternString() + " " + rule));
  }

  private static String rule(HandlerMethod handler) {
    PreAuthorize rule =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
    return rule == null ? "nobody said" : rule.value();
  }
}
