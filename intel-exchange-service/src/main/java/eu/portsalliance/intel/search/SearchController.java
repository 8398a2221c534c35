package eu.portsalliance.intel.search;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Search and correlation (openapi.yaml, /api/intel/alerts/search and /{id}/related). */
@RestController
@RequestMapping("/api/intel/alerts")
class SearchController {

  private static final int MOST = 200;

  private final Searching searching;

  SearchController(Searching searching) {
    this.searching = searching;
  }

  @GetMapping(path = "/search", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Found> search(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestParam Map<String, String> parameters,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      return Mono.error(new ProblemException(Problem.field("limit", "is 1 to " + MOST)));
    }
    return searching.find(caller, work, QueryForm.read(parameters), limit, cursor);
  }

  @GetMapping(path = "/{id}/related", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Found.Related> related(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    Mono<Found.Related> found =
        StixReader.isId(id) ? searching.related(caller, work, id) : Mono.empty();
    return found.switchIfEmpty(
        Mono.error(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND, "Check the id; or you may not see it.")));
  }
}
