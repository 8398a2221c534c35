package eu.portsalliance.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.portsalliance.access.Columns;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * One audit row as it is sealed. Its line is compact JSON with its members in this order and its
 * time in microseconds, so that the same row is always the same bytes.
 *
 * @param id UUIDv7 of the row
 * @param at when it was written, UTC
 * @param act kind of processing (Directive (EU) 2016/680, article 25)
 * @param actor who
 * @param organisation on behalf of which organisation
 * @param purpose purpose stated; empty for machines' own bookkeeping
 * @param caseNumber case stated
 * @param what the act in words
 * @param ids objects, or salted hashes of boxes
 * @param recipient to whom data went, for a disclosure
 * @param extended whether it was done with a token that had ended and that the port's gateway
 *     extended; stands in the line only then, so that the lines of older rows are what they were
 */
public record SealedRecord(
    UUID id,
    String at,
    String act,
    String actor,
    String organisation,
    String purpose,
    String caseNumber,
    String what,
    List<String> ids,
    String recipient,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean extended) {

  /** The columns of {@code audit_record} that {@link #of} reads. */
  static final String COLUMNS =
      "r.id, r.at, r.act, r.actor, r.organisation, r.purpose, r.case_number, r.what, r.ids, r.recipient, r.extended";

  private static final int LONGEST_SUBJECT = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  public SealedRecord {
    ids = List.copyOf(ids);
  }

  static SealedRecord of(Readable row) {
    return new SealedRecord(
        Columns.get(row, "id", UUID.class),
        time(Columns.instant(row, "at")),
        Columns.get(row, "act", String.class),
        Columns.get(row, "actor", String.class),
        Columns.get(row, "organisation", String.class),
        Columns.get(row, "purpose", String.class),
        Columns.get(row, "case_number", String.class),
        Columns.get(row, "what", String.class),
        List.of(Columns.get(row, "ids", String[].class)),
        Columns.get(row, "recipient", String.class),
        Columns.get(row, "extended", Boolean.class));
  }

  /** The bytes that are hashed, and a line of an export without its line feed. */
  byte[] line() {
    return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What it can be found by: the objects and boxes that it names, and who acted. What is longer
   * than any id of ours is none, and would not fit into an index: it must not hold sealing up.
   */
  Set<String> subjects() {
    return Stream.concat(ids.stream(), Stream.of(ofActor(actor)))
        .filter(subject -> subject.length() <= LONGEST_SUBJECT)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The subject that stands for somebody's acts; no object id has this form. */
  static String ofActor(String actor) {
    return "actor " + actor;
  }

  private static String time(Instant at) {
    return MICROSECONDS.format(at);
  }
}
