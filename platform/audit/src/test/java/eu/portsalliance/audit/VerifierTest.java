package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String LOG = "NLRTM/intel-exchange-service";

  private final List<String> lines = new ArrayList<>();
  private final List<Head> heads = new ArrayList<>();

  VerifierTest() {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 100; i++) {
      String record = "{\"id\":" + i + "}";
      byte[] leaf = tree.leaf(record.getBytes(StandardCharsets.UTF_8));
      lines.add(Verifier.text(leaf) + " " + record);
      tree.append(leaf);
      if (i % 10 == 9) {
        heads.add(Head.of(LOG, tree, NOW.minus(Duration.ofDays(400)).plusSeconds(i)));
      }
    }
  }

  @Test
  void an_untouched_log_is_whole() {
    Verifier.Outcome outcome = check();
    assertThat(outcome.sound()).isTrue();
    assertThat(outcome.proven()).isEqualTo(100);
  }

  @Test
  void a_changed_record_is_named_and_the_rest_still_checked() {
    lines.set(42, lines.get(42).replace("{\"id\":42}", "{\"id\":43}"));
    lines.set(77, lines.get(77).replace("{\"id\":77}", "{\"id\":78}"));
    assertThat(check().findings())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("record 42 was changed"),
            second -> assertThat(second).startsWith("record 77 was changed"));
  }

  @Test
  void a_deleted_record_is_named() {
    lines.set(42, lines.get(42).substring(0, lines.get(42).indexOf(' ')));
    assertThat(check().findings()).containsExactly("record 42 is missing: it was deleted");
  }

  @Test
  void a_record_changed_together_with_its_hash_is_found_between_two_heads() {
    byte[] forged = new MerkleTree().leaf("{}".getBytes(StandardCharsets.UTF_8));
    lines.set(42, Verifier.text(forged) + " {}");
    assertThat(check().findings())
        .singleElement()
        .satisfies(sentence -> assertThat(sentence).startsWith("records 40 to 49"));
    assertThat(check().proven()).isEqualTo(40);
  }

  @Test
  void a_row_taken_out_with_its_hash_is_found() {
    lines.remove(42);
    assertThat(check().findings()).isNotEmpty();
    assertThat(check().sound()).isFalse();
  }

  @Test
  void what_is_cut_off_at_the_end_is_missed_by_the_head_that_another_holds() {
    lines.subList(90, 100).clear();
    assertThat(check().findings())
        .singleElement()
        .satisfies(
            sentence -> assertThat(sentence).startsWith("cut off at the end: the export has 90"));
  }

  @Test
  void two_histories_signed_for_one_size_are_a_fork() {
    MerkleTree other = new MerkleTree();
    for (int i = 0; i < 50; i++) {
      other.append(other.leaf(new byte[] {1}));
    }
    heads.add(Head.of(LOG, other, NOW));
    assertThat(check().findings()).anyMatch(sentence -> sentence.contains("a fork"));
  }

  @Test
  void erasure_after_its_time_is_no_finding_and_before_it_is_one() {
    lines.set(3, lines.get(3).substring(0, lines.get(3).indexOf(' ')) + " erased CONSULTATION");
    assertThat(check().findings()).isEmpty();
    heads.replaceAll(head -> new Head(head.log(), head.size(), head.root(), NOW));
    assertThat(check().findings()).singleElement().asString().contains("younger than a year");
  }

  @Test
  void a_head_dated_back_to_make_records_look_old_is_found() {
    heads.replaceAll(head -> new Head(head.log(), head.size(), head.root(), NOW));
    Head last = heads.removeLast();
    heads.add(new Head(last.log(), last.size(), last.root(), NOW.minus(Duration.ofDays(500))));
    assertThat(check().findings()).singleElement().asString().contains("dated back");
  }

  @Test
  void a_forged_record_does_not_steer_a_terminal() {
    lines.set(42, lines.get(42) + "\u001b[2J");
    assertThat(check().findings()).singleElement().asString().doesNotContain("\u001b");
  }

  @Test
  void a_million_records_are_checked_within_ten_seconds() {
    int records = 1_000_000;
    MerkleTree whole = new MerkleTree();
    String[] log = new String[records];
    for (int i = 0; i < records; i++) {
      String record =
          "{\"id\":\"%032x\",\"at\":\"2026-11-23T08:00:00.000000Z\",\"act\":\"CONSULTATION\",\"ids\":[\"indicator--%032x\"]}"
              .formatted(i, i);
      byte[] leaf = whole.leaf(record.getBytes(StandardCharsets.UTF_8));
      whole.append(leaf);
      log[i] = Verifier.text(leaf) + " " + record;
    }
    long start = System.nanoTime();
    Verifier.Outcome outcome =
        new Verifier(List.of(Head.of(LOG, whole, NOW)), NOW).check(Arrays.asList(log).iterator());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(outcome.sound()).isTrue();
    assertThat(outcome.proven()).isEqualTo(records);
    assertThat(took).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void without_a_head_nothing_is_proven() {
    heads.clear();
    assertThat(check().sound()).isFalse();
  }

  private Verifier.Outcome check() {
    return new Verifier(heads, NOW).check(lines.iterator());
  }
}
