package eu.portsalliance.intel.acceptance;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.DirectoryAge;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What people do about peers: one proposes to accept one, another confirms, which lets more out;
 * one takes back, which lets less out. Each act commits with its record.
 */
@Component
class Accepting {

  private static final Set<String> CONFIRMING = Set.of("intel-officer", "tenant-admin");

  private final AcceptanceRows rows;
  private final Alliance alliance;
  private final DirectoryAge age;
  private final DatabaseClient database;
  private final AuditTrail audit;
  private final Clock clock;

  Accepting(
      AcceptanceRows rows,
      Alliance alliance,
      DirectoryAge age,
      DatabaseClient database,
      AuditTrail audit,
      Clock clock) {
    this.rows = rows;
    this.alliance = alliance;
    this.age = age;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** Proposes, or confirms what somebody else proposed for the keys that the peer has now. */
  Mono<PeersView.Acceptance> accept(Caller caller, Work work, Locode peer) {
    String person = person(caller);
    Set<String> keys = keys(peer);
    Instant now = now();
    return rows.lock(peer)
        .then(Mono.defer(() -> rows.standing(peer).collectList()))
        .flatMap(
            standing -> {
              Optional<AcceptanceRows.Row> proposal = proposal(standing, keys);
              if (accepted(standing, keys)) {
                return Mono.<Void>empty();
              }
              if (proposal.isEmpty()) {
                return rows.end(peer, false, person, now)
                    .then(rows.propose(peer, keys, caller, person, now))
                    .then(recorded(caller, work, "propose to accept peer", peer));
              }
              if (proposal.get().by().equals(person)) {
                return Mono.<Void>error(
                    new ProblemException(
                        new Problem(
                            ProblemType.SECOND_PERSON_REQUIRED,
                            "You proposed it: another person of this port confirms it.",
                            List.of(
                                new FieldError(
                                    "confirmedBy", "is another person than proposedBy")))));
              }
              if (caller.roles().stream().noneMatch(CONFIRMING::contains)) {
                return Mono.<Void>error(
                    new ProblemException(
                        ProblemType.FORBIDDEN,
                        "It is proposed already: an officer or a tenant-admin confirms it."));
              }
              return rows.confirm(peer, caller, person, now)
                  .then(rows.enterAnew(peer))
                  .then(recorded(caller, work, "accept peer", peer));
            })
        .then(Mono.defer(() -> rows.standing(peer).collectList()))
        .map(standing -> shown(standing, keys, person));
  }

  /** Takes a proposal or an acceptance back. */
  Mono<PeersView.Acceptance> takeBack(Caller caller, Work work, Locode peer) {
    String person = person(caller);
    return rows.lock(peer)
        .then(Mono.defer(() -> rows.end(peer, true, person, now())))
        .flatMap(
            ended ->
                ended == 0
                    ? Mono.<Void>empty()
                    : recorded(caller, work, "take back acceptance of peer", peer))
        .thenReturn(new PeersView.Acceptance("none", null, null, null, false));
  }

  /** All peers that the directory names, once the reading is recorded. */
  Mono<PeersView> read(Caller caller, Work work) {
    Members members = alliance.required();
    Instant now = clock.instant();
    List<Directory.Port> ports =
        members.directory().ports().stream()
            .filter(port -> !port.locode().equals(alliance.self()))
            .toList();
    return audit
        .record(
            AuditEntry.of(
                AuditEntry.Act.CONSULTATION,
                caller,
                work,
                "read peers",
                ports.stream().map(port -> port.locode().value()).toList()))
        .then(
            Mono.zip(
                rows.standing().collectList(),
                rows.waiting().collectMap(PeersView.Counted::port, PeersView.Counted::n),
                links(now),
                receipts()))
        .map(
            known ->
                new PeersView(
                    directory(members, now),
                    ports.stream()
                        .map(
                            port ->
                                new PeersView.Shown(
                                    port.locode().value(),
                                    port.name(),
                                    state(port),
                                    known.getT3().get(port.locode().value()),
                                    known.getT4().get(port.locode().value()),
                                    shown(
                                        known.getT1().stream()
                                            .filter(row -> row.port().equals(port.locode()))
                                            .toList(),
                                        members.keys(port.locode().value(), now),
                                        caller.person().orElse("")),
                                    known.getT2().getOrDefault(port.locode().value(), 0L),
                                    new PeersView.Digest("unknown")))
                        .toList()));
  }

  private PeersView.Held directory(Members members, Instant now) {
    Optional<Duration> old = age.age();
    return new PeersView.Held(
        members.directory().serial(),
        old.map(now::minus).orElse(null),
        old.map(Duration::toSeconds).orElse(null),
        age.state().name().toLowerCase(Locale.ROOT));
  }

  private static String state(Directory.Port port) {
    return !"active".equals(port.status())
        ? "suspended"
        : port.keys().isEmpty() || port.address() == null ? "not-enrolled" : "active";
  }

  private Mono<Map<String, PeersView.Link>> links(Instant now) {
    return database
        .sql("select port, connected, heard_at, level_at from peer_link order by port limit 1000")
        .map(
            row -> {
              Instant level = Columns.instant(row, "level_at");
              @Nullable OffsetDateTime heard = row.get("heard_at", OffsetDateTime.class);
              return Map.entry(
                  Columns.get(row, "port", String.class),
                  new PeersView.Link(
                      Columns.get(row, "connected", Boolean.class),
                      heard == null ? null : heard.toInstant(),
                      level,
                      Math.max(0, Duration.between(level, now).toSeconds())));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Mono<Map<String, Instant>> receipts() {
    return database
        .sql("select port, max(received_at) as at from receipts group by port")
        .map(row -> Map.entry(Columns.get(row, "port", String.class), Columns.instant(row, "at")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static PeersView.Acceptance shown(
      List<AcceptanceRows.Row> standing, Set<String> keys, String reader) {
    if (accepted(standing, keys)) {
      AcceptanceRows.Row last =
          standing.stream().filter(row -> row.accepted().isPresent()).toList().getLast();
      return new PeersView.Acceptance(
          "accepted", last.organisation(), last.at(), last.accepted().orElse(null), false);
    }
    return proposal(standing, keys)
        .map(
            row ->
                new PeersView.Acceptance(
                    "proposed", row.organisation(), row.at(), null, row.by().equals(reader)))
        .orElse(new PeersView.Acceptance("none", null, null, null, false));
  }

  private static boolean accepted(List<AcceptanceRows.Row> standing, Set<String> keys) {
    return !keys.isEmpty()
        && keys.stream()
            .allMatch(
                key ->
                    standing.stream()
                        .anyMatch(row -> row.accepted().isPresent() && row.keys().contains(key)));
  }

  /** One that was made for other keys than the peer has now is none. */
  private static Optional<AcceptanceRows.Row> proposal(
      List<AcceptanceRows.Row> standing, Set<String> keys) {
    return standing.stream()
        .filter(row -> row.accepted().isEmpty() && row.keys().equals(keys))
        .findFirst();
  }

  private Set<String> keys(Locode peer) {
    Members members = alliance.required();
    if (peer.equals(alliance.self()) || members.directory().port(peer).isEmpty()) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "The directory names no such peer: check the UN/LOCODE.");
    }
    Set<String> keys = members.keys(peer.value(), clock.instant());
    if (keys.isEmpty()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The peer has no key now with which it could be accepted: it is suspended, or has not"
              + " enrolled yet.");
    }
    return keys;
  }

  /** What leaves the port is decided by people who speak at it, whom their agency identifies. */
  private String person(Caller caller) {
    if (!alliance.required().speaks(caller.organisation(), alliance.self().value())) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "Peers are accepted by people of organisations that speak at this port, as the directory"
              + " says.");
    }
    return caller
        .person()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Peers are accepted by a person whom their agency identifies."));
  }

  private Mono<Void> recorded(Caller caller, Work work, String what, Locode peer) {
    return audit.record(
        AuditEntry.of(AuditEntry.Act.ALTERATION, caller, work, what, List.of(peer.value())));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
