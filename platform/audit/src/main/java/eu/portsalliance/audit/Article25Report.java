package eu.portsalliance.audit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record as a table (Directive (EU) 2016/680, article 25: what was done, when, by whom, for
 * which reason, and to whom data went), as CSV (RFC 4180).
 */
final class Article25Report {

  private static final String HEADING =
      "place,time,kind,person or machine,organisation,purpose,case,act,objects,recipients,extended token\r\n";

  private Article25Report() {}

  static String write(List<AuditRecords.Placed> rows) {
    return rows.stream().map(Article25Report::line).collect(Collectors.joining("", HEADING, ""));
  }

  private static String line(AuditRecords.Placed row) {
    SealedRecord entry = row.entry();
    return Stream.of(
                String.valueOf(row.index()),
                entry.at(),
                entry.act(),
                entry.actor(),
                entry.organisation(),
                entry.purpose(),
                entry.caseNumber(),
                entry.what(),
                String.join(" ", entry.ids()),
                entry.recipient(),
                entry.extended() ? "yes" : "")
            .map(Article25Report::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** Quoted, and never the beginning of a formula where a spreadsheet opens it. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
