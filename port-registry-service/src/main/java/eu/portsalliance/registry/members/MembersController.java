package eu.portsalliance.registry.members;

import eu.portsalliance.access.Locode;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Looks up members; any signed-in member may. */
@RestController
@RequestMapping(path = "/api/registry", produces = MediaType.APPLICATION_JSON_VALUE)
class MembersController {

  private static final int MOST = 500;

  private final Members members;

  MembersController(Members members) {
    this.members = members;
  }

  @GetMapping("/ports")
  @PreAuthorize("isAuthenticated()")
  Mono<Page<PortView>> ports(
      @RequestParam(defaultValue = "100") int limit, @RequestParam Optional<String> cursor) {
    Optional<Cursor> after = after(cursor, "ports", 1);
    return members
        .ports(after, probe(limit))
        .map(rows -> Page.cut(rows, limit, MembersController::position));
  }

  @GetMapping("/terminals")
  @PreAuthorize("isAuthenticated()")
  Mono<Page<TerminalView>> terminals(
      @RequestParam Optional<String> port,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam Optional<String> cursor) {
    Optional<Locode> only = port.map(MembersController::locode);
    Optional<Cursor> after = after(cursor, "terminals", 2);
    return members
        .terminals(only, after, probe(limit))
        .map(rows -> Page.cut(rows, limit, MembersController::position));
  }

  @GetMapping("/organisations")
  @PreAuthorize("isAuthenticated()")
  Mono<Page<OrganisationView>> organisations(
      @RequestParam(defaultValue = "100") int limit, @RequestParam Optional<String> cursor) {
    Optional<Cursor> after = after(cursor, "organisations", 1);
    return members
        .organisations(after, probe(limit))
        .map(rows -> Page.cut(rows, limit, MembersController::position));
  }

  private static Cursor position(PortView port) {
    return new Cursor("ports", List.of(port.locode().value()));
  }

  private static Cursor position(TerminalView terminal) {
    return new Cursor("terminals", List.of(terminal.port().value(), terminal.code()));
  }

  private static Cursor position(OrganisationView organisation) {
    return new Cursor("organisations", List.of(organisation.id()));
  }

  /** One row more than the page holds, to know whether there is a next one. */
  private static int probe(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new ProblemException(Problem.field("limit", "is from 1 to " + MOST));
    }
    return limit + 1;
  }

  private static Optional<Cursor> after(Optional<String> text, String list, int parts) {
    return text.map(
        sent ->
            Cursor.read(sent, list, parts)
                .orElseThrow(
                    () ->
                        new ProblemException(
                            ProblemType.INVALID_CURSOR,
                            "Send the next of the page before, or no cursor to start anew.")));
  }

  private static Locode locode(String text) {
    try {
      return new Locode(text);
    } catch (IllegalArgumentException notOne) {
      throw new ProblemException(
          Problem.field("port", "is a UN/LOCODE of five characters such as NLRTM"));
    }
  }
}
