package eu.portsalliance.bench.audit;

import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.MerkleTree;
import eu.portsalliance.audit.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An exported log in memory and the heads that others hold of it, one of each 5,000 records, as the
 * older ones are kept.
 */
final class Verification {
  private static final String LOG = "BEANR/intel-exchange-service";
  private static final int HEAD_OF = 5_000;
  private static final double NANOS = 1e9;

  private final List<String> lines = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();
  private final Instant now;

  Verification(int records, Instant now) {
    this.now = now;
    MerkleTree tree = new MerkleTree();
    Instant first = now.minus(records, ChronoUnit.SECONDS);
    for (int i = 0; i < records; i++) {
      String record = record(i, first.plusSeconds(i));
      byte[] leaf = tree.leaf(record.getBytes(StandardCharsets.UTF_8));
      lines.add(Base64.getUrlEncoder().withoutPadding().encodeToString(leaf) + " " + record);
      tree.append(leaf);
      if ((i + 1) % HEAD_OF == 0 || i + 1 == records) {
        heads.add(Head.of(LOG, tree, first.plusSeconds(i)));
      }
    }
  }

  /** As a reading of one alert is sealed. */
  private static String record(int number, Instant at) {
    return """
    {"id":"019aa000-0000-7000-8000-%012x","at":"%s","act":"CONSULTATION","actor":"be-analyst",\
    "organisation":"be-federal-police","purpose":"crime-prevention","caseNumber":"BENCH-2026/1",\
    "what":"read alert","ids":["indicator--00000000-0000-4000-8000-%012x"],"recipient":""}"""
        .formatted(number, at, number);
  }

  /** How many records a second are checked; 0 when the log was not found whole. */
  double perSecond() {
    long start = System.nanoTime();
    Verifier.Outcome outcome = new Verifier(heads, now).check(lines.iterator());
    double seconds = (System.nanoTime() - start) / NANOS;
    return outcome.sound() && outcome.proven() == lines.size() ? lines.size() / seconds : 0;
  }
}
