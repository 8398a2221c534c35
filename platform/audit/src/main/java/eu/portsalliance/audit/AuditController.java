package eu.portsalliance.audit;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.problem.Times;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The record of one service, for auditors. Whoever reads it is recorded too. What is sealed is
 * shown; a row is sealed within a second or two.
 */
@RestController
@RequestMapping("${alliance.audit.path}/audit")
class AuditController {

  private static final int MOST = 200;
  private static final int MOST_IN_REPORT = 10_000;
  private static final int MOST_LINES = 10_000;
  private static final int MOST_HEADS = 2_000;
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int LONGEST = 300;
  private static final Pattern BOX = Pattern.compile("[A-Z]{4}[0-9]{7}");
  private static final Duration USUAL = Duration.ofDays(30);

  private final AuditRecords records;
  private final AuditTrail trail;
  private final String role;
  private final TransactionalOperator transaction;
  private final Clock clock;

  AuditController(
      AuditRecords records,
      AuditTrail trail,
      String role,
      TransactionalOperator transaction,
      Clock clock) {
    this.records = records;
    this.trail = trail;
    this.role = role;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A row as auditors see it. */
  record Row(long index, SealedRecord entry) {}

  /** What is looked for, as the query says it; nothing in it has been checked. */
  record Asked(
      @Nullable String object,
      @Nullable String box,
      @Nullable String actor,
      @Nullable String act,
      @Nullable String from,
      @Nullable String until) {}

  /** Some of the rows; {@code next} is where to read on. */
  record Page(List<Row> items, @Nullable Long next) {}

  /** Signed heads, newest first. */
  record Heads(List<String> heads) {}

  @GetMapping(path = "/records", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<Page> records(
      @AuthenticationPrincipal Caller caller,
      Work work,
      Asked asked,
      @RequestParam(defaultValue = "9223372036854775807") long before) {
    Optional<String> subject = subject(asked);
    AuditQuery query = query(subject, asked, before, MOST + 1);
    return recorded(caller, work, "search audit records", subject)
        .then(records.find(query))
        .as(transaction::transactional)
        .map(AuditController::page);
  }

  private static Page page(List<AuditRecords.Placed> found) {
    List<Row> rows = found.stream().limit(MOST).map(p -> new Row(p.index(), p.entry())).toList();
    return new Page(rows, found.size() > MOST ? rows.getLast().index() : null);
  }

  @GetMapping(path = "/report", produces = "text/csv")
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<ResponseEntity<byte[]>> report(
      @AuthenticationPrincipal Caller caller,
      Work work,
      Asked asked,
      @RequestParam(defaultValue = "9223372036854775807") long before) {
    Optional<String> subject = subject(asked);
    AuditQuery query = query(subject, asked, before, MOST_IN_REPORT + 1);
    return recorded(caller, work, "report of audit records", subject)
        .then(records.find(query))
        .as(transaction::transactional)
        .map(AuditController::csv);
  }

  /** What does not fit is said to be left out: {@code X-Next-Before} tells where to read on. */
  private static ResponseEntity<byte[]> csv(List<AuditRecords.Placed> found) {
    List<AuditRecords.Placed> rows = found.stream().limit(MOST_IN_REPORT).toList();
    String text = Article25Report.write(rows);
    return ResponseEntity.ok()
        .headers(
            headers -> {
              if (found.size() > rows.size()) {
                headers.set("X-Next-Before", String.valueOf(rows.getLast().index()));
              }
            })
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-report.csv\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(path = "/log", produces = MediaType.TEXT_PLAIN_VALUE)
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<String> log(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestParam(defaultValue = "0") long from) {
    return recorded(caller, work, "export audit log", Optional.empty())
        .thenMany(bounded(records.lines(from, MOST_LINES)))
        .collect(StringBuilder::new, (text, line) -> text.append(line).append('\n'))
        .map(StringBuilder::toString)
        .as(transaction::transactional);
  }

  /** As many as fit; none means that the log ends here. */
  private static Flux<String> bounded(Flux<String> lines) {
    return Flux.defer(
        () -> {
          AtomicInteger left = new AtomicInteger(MOST_CHARACTERS);
          return lines.takeUntil(line -> left.addAndGet(-line.length()) <= 0);
        });
  }

  @GetMapping(path = "/heads", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<Heads> heads(@AuthenticationPrincipal Caller caller, Work work) {
    return recorded(caller, work, "read heads of the audit log", Optional.empty())
        .then(records.heads(MOST_HEADS))
        .as(transaction::transactional)
        .map(Heads::new);
  }

  private Mono<Void> recorded(Caller caller, Work work, String what, Optional<String> subject) {
    if (!caller.roles().contains(role)) {
      return Mono.error(
          new ProblemException(ProblemType.FORBIDDEN, "Your role does not allow this."));
    }
    return trail.record(
        AuditEntry.of(AuditEntry.Act.CONSULTATION, caller, work, what, subject.stream().toList()));
  }

  /**
   * As what it stands in the rows: under its id, and under its hash where somebody tried what they
   * may not see.
   */
  private List<String> subjects(Optional<String> subject) {
    return subject.stream().flatMap(one -> Stream.of(one, trail.hash(one))).toList();
  }

  private static void readable(String field, @Nullable String text) {
    if (text != null
        && (text.length() > LONGEST
            || text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF)))) {
      throw new ProblemException(
          Problem.field(field, "is at most " + LONGEST + " characters, each of which is seen"));
    }
  }

  private Optional<String> subject(Asked asked) {
    readable("object", asked.object());
    readable("box", asked.box());
    readable("actor", asked.actor());
    if (Stream.of(asked.object(), asked.box(), asked.actor()).filter(Objects::nonNull).count()
        > 1) {
      throw new ProblemException(
          Problem.field("object", "give one of object, box and actor, not more"));
    }
    // a number given as an object must not stand in the record either
    String named = asked.object() == null ? asked.box() : asked.object();
    if (named != null) {
      String plain = named.replaceAll("[ .-]", "").toUpperCase(Locale.ROOT);
      boolean box = asked.box() != null || BOX.matcher(plain).matches();
      return Optional.of(box ? trail.hash(plain) : named);
    }
    return Optional.ofNullable(asked.actor()).map(SealedRecord::ofActor);
  }

  private AuditQuery query(Optional<String> subject, Asked asked, long before, int limit) {
    String act = asked.act();
    if (act != null
        && Arrays.stream(AuditEntry.Act.values()).noneMatch(known -> known.name().equals(act))) {
      throw new ProblemException(Problem.field("act", "is one of the kinds of article 25"));
    }
    Instant end = time("until", asked.until()).orElseGet(() -> clock.instant().plusSeconds(1));
    Instant start = time("from", asked.from()).orElseGet(() -> end.minus(USUAL));
    return new AuditQuery(subjects(subject), Optional.ofNullable(act), start, end, before, limit);
  }

  private static Optional<Instant> time(String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Instant> time = Times.read(text);
    if (time.isEmpty()) {
      throw new ProblemException(Problem.field(field, "is a time such as 2026-11-23T08:00:00Z"));
    }
    return time;
  }
}
