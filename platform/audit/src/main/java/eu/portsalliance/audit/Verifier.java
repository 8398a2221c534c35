package eu.portsalliance.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Checks an export of a log against signed heads that others keep. It needs nothing of the port: no
 * database, no account, no private key.
 */
public final class Verifier {

  /** Audit rows live for a year at least; one that is said to have been erased sooner was not. */
  private static final Duration LEAST_AGE = Duration.ofDays(365);

  /** What is reported at most, so that a wiped log does not fill the disk of who checks it. */
  private static final int MOST_FINDINGS = 1_000;

  /** How far the clocks of a port's replicas may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  /** A forged record must not steer the terminal of who checks it. */
  private static final Pattern NOT_PLAIN = Pattern.compile("\\p{Cntrl}");

  private final NavigableHeads heads;
  private final Instant now;
  private final MerkleTree tree = new MerkleTree();
  private final List<String> findings = new ArrayList<>();
  private long proven;
  private long erased;
  private boolean broken;

  /**
   * A check of one log.
   *
   * @param heads verified heads of this log, from whomever
   * @param now for the age of what is said to have been erased
   */
  public Verifier(List<Head> heads, Instant now) {
    this.heads = new NavigableHeads(heads);
    this.now = now;
  }

  /**
   * What was found.
   *
   * @param records how many the export has
   * @param proven how many of them a signed head proves to be all and unchanged
   * @param erased how many of them are said to have been erased after their time
   * @param findings what is not so, in sentences; none means that the log is whole
   */
  public record Outcome(long records, long proven, long erased, List<String> findings) {

    public Outcome {
      findings = List.copyOf(findings);
    }

    /** Whether nothing was found and a head stands behind it. */
    public boolean sound() {
      return findings.isEmpty() && proven > 0;
    }
  }

  /** Heads by size; two roots for one size are a fork. */
  private static final class NavigableHeads {
    private final TreeMap<Long, Map<String, Head>> bySize = new TreeMap<>();

    /** Of heads that say the same, the first that was signed. */
    NavigableHeads(List<Head> heads) {
      for (Head head : heads) {
        bySize
            .computeIfAbsent(head.size(), _ -> new HashMap<>())
            .merge(head.root(), head, (one, other) -> one.at().isAfter(other.at()) ? other : one);
      }
    }

    private static Instant signed(Map<String, Head> roots) {
      return roots.values().stream().map(Head::at).min(Instant::compareTo).orElse(Instant.MAX);
    }
  }

  /**
   * Reads the export to its end.
   *
   * @param lines as {@code /audit/log} gives them, in order from the first
   */
  public Outcome check(Iterator<String> lines) {
    ordered();
    Iterator<Map.Entry<Long, Map<String, Head>>> ahead = heads.bySize.entrySet().iterator();
    Optional<Map.Entry<Long, Map<String, Head>>> next = following(ahead);
    while (next.isPresent() && next.get().getKey() == 0) {
      next = following(ahead);
    }
    while (lines.hasNext()) {
      add(lines.next());
      if (next.isPresent() && next.get().getKey() == tree.size()) {
        against(next.get().getValue());
        next = following(ahead);
      }
    }
    if (next.isPresent()) {
      Map.Entry<Long, Map<String, Head>> most = heads.bySize.lastEntry();
      found(
          "cut off at the end: the export has "
              + tree.size()
              + " records, a head signed at "
              + most.getValue().values().iterator().next().at()
              + " has "
              + most.getKey());
    }
    return new Outcome(tree.size(), proven, erased, findings);
  }

  /** Whoever dates a head back makes records look old enough to have been erased. */
  private void ordered() {
    Instant before = Instant.MIN;
    for (Map.Entry<Long, Map<String, Head>> entry : heads.bySize.entrySet()) {
      Instant at = NavigableHeads.signed(entry.getValue());
      if (entry.getValue().size() > 1) {
        found("two histories were signed for " + entry.getKey() + " records: a fork");
      }
      if (before.isAfter(at.plus(CLOCKS))) {
        found(
            "a head of "
                + entry.getKey()
                + " records is dated "
                + at
                + ", before one of fewer records: it was dated back");
      }
      before = before.isAfter(at) ? before : at;
    }
  }

  /**
   * The hash as it was sealed goes into the tree, so that what follows a changed record is still
   * checked.
   */
  private void add(String line) {
    long place = tree.size();
    int space = line.indexOf(' ');
    byte[] sealed = hash(space < 0 ? line : line.substring(0, space));
    String content = space < 0 ? "" : line.substring(space + 1);
    if (content.isEmpty()) {
      found("record " + place + " is missing: it was deleted");
    } else if (content.startsWith("erased ")) {
      erased++;
      ofAge(place);
    } else if (!Arrays.equals(sealed, tree.leaf(content.getBytes(StandardCharsets.UTF_8)))) {
      found("record " + place + " was changed after it was sealed: " + content);
    }
    tree.append(sealed);
  }

  private static byte[] hash(String text) {
    try {
      return Arrays.copyOf(Base64.getUrlDecoder().decode(text), MerkleTree.HASH);
    } catch (IllegalArgumentException noHash) {
      return new byte[MerkleTree.HASH];
    }
  }

  private void ofAge(long place) {
    Optional<Instant> sealed =
        Optional.ofNullable(heads.bySize.higherEntry(place))
            .map(entry -> NavigableHeads.signed(entry.getValue()));
    if (sealed.filter(at -> at.isBefore(now.minus(LEAST_AGE))).isEmpty()) {
      found("record " + place + " is said to be erased after its time, and is younger than a year");
    }
  }

  private void against(Map<String, Head> roots) {
    if (broken) {
      return;
    }
    if (roots.containsKey(text(tree.root()))) {
      proven = tree.size();
      return;
    }
    broken = true;
    found(
        "records "
            + proven
            + " to "
            + (tree.size() - 1)
            + ": one of them or its hash was changed, taken out or put in after it was sealed;"
            + " nothing after them is proven");
  }

  private void found(String sentence) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(NOT_PLAIN.matcher(sentence).replaceAll("?"));
    }
  }

  private static Optional<Map.Entry<Long, Map<String, Head>>> following(
      Iterator<Map.Entry<Long, Map<String, Head>>> heads) {
    return heads.hasNext() ? Optional.of(heads.next()) : Optional.empty();
  }

  /** A hash in text: base64url without padding. */
  static String text(byte[] hash) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
