package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.ProcessorTime;
import eu.portsalliance.bench.harness.Resident;
import eu.portsalliance.bench.harness.Spread;
import eu.portsalliance.bench.harness.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The repetitions together: for each figure the median, with the least and the most beside it. */
record Findings(Round.Load load, List<Round.Result> rounds, List<Latencies> bare, Resident jvms) {

  private static final double MILLIS = 1000;

  Outcome outcome(String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("p50_ms", of(r -> r.visible().p50()).median());
    fields.put("p99_ms", of(r -> r.visible().p99()).median());
    fields.put("reranked_p99_ms", of(r -> r.reranked().p99()).median());
    fields.put("first_p50_ms", rounds.getFirst().cold().p50());
    fields.put("first_p99_ms", rounds.getFirst().cold().p99());
    fields.put("lost", sum(Round.Result::lost));
    fields.put("duplicated", sum(Round.Result::duplicated));
    fields.put("peer", BareNotify.NAME);
    fields.put("peer_p50_ms", peer(Latencies::p50).median());
    fields.put("peer_p99_ms", peer(Latencies::p99).median());
    fields.put("ratio", ratio());
    fields.put("n", load.count());
    fields.put("repetitions", rounds.size());
    fields.put("rate_per_s", load.rate());
    fields.put("p50_range_ms", of(r -> r.visible().p50()).range());
    fields.put("p99_range_ms", of(r -> r.visible().p99()).range());
    fields.put("cpu_ms_per_alert", of(r -> r.used().services() * MILLIS / load.all()).median());
    fields.put("generator_cpu_share", of(r -> r.used().generator() / r.seconds()).median());
    fields.put("services_cpu_share", of(r -> r.used().services() / r.seconds()).median());
    fields.put("others_cpu_share", of(r -> r.used().others() / r.seconds()).median());
    return new Outcome(
        name, List.of(figures(), rounds.getLast().hops().table(), processor()), fields, fault());
  }

  private double ratio() {
    double theirs = peer(Latencies::p50).median();
    return theirs == 0 ? 0 : of(r -> r.visible().p50()).median() / theirs;
  }

  private Table figures() {
    Table table =
        new Table(
            "%d alerts at %d/s, %d repetitions, %d before each to warm up; ms from the intended start"
                .formatted(load.count(), load.rate(), rounds.size(), load.warmUp()),
            "figure",
            "median",
            "least .. most");
    row(table, "visible to every entitled peer, p50", r -> r.visible().p50());
    row(table, "visible to every entitled peer, p99", r -> r.visible().p99());
    row(table, "visible to every entitled peer, most", r -> r.visible().most());
    row(table, "box ranked anew, p50", r -> r.reranked().p50());
    row(table, "box ranked anew, p99", r -> r.reranked().p99());
    row(table, "officer has the answer, p50", r -> r.answered().p50());
    row(table, "officer has the answer, p99", r -> r.answered().p99());
    row(table, "generator late, p99", r -> r.late().p99());
    String first = "first %d after the start, ".formatted(Round.FIRST);
    table.row(first + "visible, p50", rounds.getFirst().cold().p50());
    table.row(first + "visible, p99", rounds.getFirst().cold().p99());
    peerRow(table, "peer (%s), p50".formatted(BareNotify.NAME), Latencies::p50);
    peerRow(table, "peer (%s), p99".formatted(BareNotify.NAME), Latencies::p99);
    return table
        .row("ours to the peer's, p50", ratio())
        .row("lost", sum(Round.Result::lost))
        .row("duplicated", sum(Round.Result::duplicated))
        .row("released but not ranked anew", sum(Round.Result::unranked))
        .row("releases refused", sum(Round.Result::refused));
  }

  /**
   * Processors kept busy (1.00 is one of them all the time), and what each alert cost: that figure
   * stays the same when others keep the machine busy, latency does not.
   */
  private Table processor() {
    Table table =
        new Table(
            "Processors during the releases (median over repetitions)",
            "who",
            "busy",
            "ms per alert");
    processor(table, "load generator (this process)", ProcessorTime::generator);
    processor(table, "all parts", ProcessorTime::services);
    for (String part : rounds.getLast().used().parts().keySet()) {
      processor(table, "  " + part, used -> used.parts().getOrDefault(part, 0.0));
    }
    processor(table, "others on this machine", ProcessorTime::others);
    table.row("JVMs after the run, resident MiB", jvms.rss());
    return table.row("JVMs after the run, proportional MiB", jvms.pss());
  }

  private void processor(Table table, String who, ToDoubleFunction<ProcessorTime> seconds) {
    table.row(
        who,
        of(r -> seconds.applyAsDouble(r.used()) / r.seconds()).median(),
        of(r -> seconds.applyAsDouble(r.used()) * MILLIS / load.all()).median());
  }

  private Optional<String> fault() {
    List<String> faults = new ArrayList<>();
    add(faults, "lost", sum(Round.Result::lost));
    add(faults, "duplicated", sum(Round.Result::duplicated));
    add(faults, "not ranked anew", sum(Round.Result::unranked));
    add(faults, "refused", sum(Round.Result::refused));
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", faults) + ".");
  }

  private static void add(List<String> faults, String what, int count) {
    if (count > 0) {
      faults.add(count + " " + what);
    }
  }

  private void row(Table table, String what, ToDoubleFunction<Round.Result> figure) {
    Spread spread = of(figure);
    table.row(what, spread.median(), spread.between());
  }

  private void peerRow(Table table, String what, Function<Latencies, Double> figure) {
    Spread spread = peer(figure);
    table.row(what, spread.median(), spread.between());
  }

  private Spread of(ToDoubleFunction<Round.Result> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private Spread peer(Function<Latencies, Double> figure) {
    return Spread.of(bare.stream().map(figure).toList());
  }

  private int sum(ToIntFunction<Round.Result> count) {
    return rounds.stream().mapToInt(count).sum();
  }
}
