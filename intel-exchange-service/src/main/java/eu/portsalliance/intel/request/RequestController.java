package eu.portsalliance.intel.request;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Sight;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Requests with their clocks. One is asked and answered as a draft that people release; nothing
 * here answers by itself, not even whether something is known.
 */
@RestController
@RequestMapping("/api/intel/requests")
class RequestController {

  private static final Duration SHOWN_AFTER = Duration.ofDays(30);

  /** What one page costs at most. */
  private static final int MOST_ROWS = 4_000;

  private final Requests requests;
  private final Answers answers;
  private final Sight sight;
  private final Alliance alliance;
  private final AuditTrail audit;
  private final Clock clock;

  RequestController(
      Requests requests,
      Answers answers,
      Sight sight,
      Alliance alliance,
      AuditTrail audit,
      Clock clock) {
    this.requests = requests;
    this.answers = answers;
    this.sight = sight;
    this.alliance = alliance;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<RequestView.Page> list(
      @AuthenticationPrincipal Caller caller, Work work, @RequestParam String direction) {
    if (!direction.equals("in") && !direction.equals("out")) {
      return Mono.error(new ProblemException(Problem.field("direction", "is in or out")));
    }
    Requests.Place first = new Requests.Place(clock.instant().minus(SHOWN_AFTER), "");
    return filled(caller, work, direction.equals("out"), first, List.of(), 0)
        .flatMap(
            items ->
                audit
                    .recordReading(
                        AuditEntry.of(
                            AuditEntry.Act.CONSULTATION,
                            caller,
                            work,
                            "list requests",
                            items.stream().map(RequestView::id).toList()))
                    .thenReturn(new RequestView.Page(items)));
  }

  /**
   * As many as a page holds, from as many rows as that takes: those that are kept take no place.
   */
  private Mono<List<RequestView>> filled(
      Caller caller,
      Work work,
      boolean own,
      Requests.Place after,
      List<RequestView> before,
      int read) {
    return requests
        .list(alliance.self().value(), alliance.required(), caller.organisation(), own, after)
        .flatMap(
            found ->
                shown(caller, work, found)
                    .flatMap(
                        shown -> {
                          List<RequestView> all = new ArrayList<>(before);
                          all.addAll(shown);
                          int rows = read + found.size();
                          if (all.size() >= Requests.MOST
                              || found.size() < Requests.MOST
                              || rows >= MOST_ROWS) {
                            return Mono.just(all.stream().limit(Requests.MOST).toList());
                          }
                          RequestView last = found.getLast();
                          return filled(
                              caller,
                              work,
                              own,
                              new Requests.Place(last.dueAt(), last.id()),
                              all,
                              rows);
                        }));
  }

  private Mono<List<RequestView>> shown(Caller caller, Work work, List<RequestView> found) {
    return sight
        .readable(caller, work, found.stream().map(RequestView::id).toList())
        .map(
            readable ->
                found.stream()
                    .filter(request -> readable.containsKey(request.id()))
                    .map(
                        request ->
                            Boolean.TRUE.equals(readable.get(request.id()))
                                ? request
                                : request.closed())
                    .toList())
        .flatMap(
            shown ->
                answers
                    .readable(caller, work, shown.stream().map(RequestView::id).toList())
                    .map(answered -> views(shown, answered)));
  }

  private static List<RequestView> views(
      List<RequestView> shown, List<Requests.Answered> answered) {
    return shown.stream()
        .map(
            request ->
                request.answered(
                    answered.stream()
                        .filter(one -> one.request().equals(request.id()))
                        .map(Requests.Answered::answer)
                        .toList()))
        .toList();
  }
}
