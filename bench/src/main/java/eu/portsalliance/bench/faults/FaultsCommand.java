package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.faults.Campaign.Result;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Options;
import eu.portsalliance.testkit.history.Finding.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./alliance bench faults}: campaigns one behind the other, and whether all are clean. */
public final class FaultsCommand {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration BOUND_OF_A_PLANT = Duration.ofSeconds(15);
  private static final String LAST = "last.json";

  /** Where a bug is looked for, nobody waits for the others to start again. */
  private static final String STARTS_QUICKLY = ".*-(intel|risk|gateway)";

  private static final int FOUND = 1;
  private static final int MOST_TOLD = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, String> environment;
  private final PrintStream out;

  public FaultsCommand(Map<String, String> environment, PrintStream out) {
    this.environment = Map.copyOf(environment);
    this.out = out;
  }

  /** What is kept of the last campaign, so that it can be played again. */
  private record Last(long seed, int faults, String plant) {}

  /**
   * Returns the exit status: 0, or 1 when something was found, or a planted bug was not.
   *
   * @throws Unmeasurable when it cannot be run as asked
   */
  public int run(List<String> arguments) throws IOException {
    FaultOptions options = FaultOptions.parse(arguments);
    try {
      return options.replay() ? again() : run(options);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasurable("It was interrupted.", e);
    }
  }

  private int again() throws IOException, InterruptedException {
    Path file = Broken.folder(environment).resolve(LAST);
    if (!Files.exists(file)) {
      throw new Unmeasurable("No campaign was played here yet: there is no " + file + ".");
    }
    Last last = JSON.readValue(Files.readString(file), Last.class);
    List<String> words = List.of("--faults", "" + last.faults(), "--seed", "" + last.seed());
    List<Plant> plants =
        last.plant().isEmpty()
            ? List.of()
            : FaultOptions.parse(List.of("--plant", last.plant())).plants();
    FaultOptions same = FaultOptions.parse(words);
    return run(new FaultOptions(same.faults(), same.seeds(), plants, false));
  }

  private int run(FaultOptions options) throws IOException, InterruptedException {
    List<Long> seeds =
        options.seeds().isEmpty()
            ? List.of((long) ThreadLocalRandom.current().nextInt(1, 1_000_000))
            : options.seeds();
    int status = 0;
    for (long seed : seeds) {
      keep(new Last(seed, options.faults(), word(options.plants())));
      status |=
          options.plants().isEmpty()
              ? campaign(seed, options.faults())
              : planted(seed, options.faults(), options.plants());
    }
    return status;
  }

  private void keep(Last last) throws IOException {
    Path folder = Broken.folder(environment);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(LAST), JSON.writeValueAsString(last));
  }

  private static String word(List<Plant> plants) {
    return switch (plants.size()) {
      case 0 -> "";
      case 1 -> plants.getFirst().word();
      default -> "all";
    };
  }

  private int campaign(long seed, int faults) throws IOException, InterruptedException {
    out.printf("== faults: %d with seed %d%n", faults, seed);
    try (Broken broken = up(Map.of(), seed)) {
      Result result =
          play(
              new Campaign(broken, seed, BOUND, Set.of(), out),
              "" + seed,
              draw(broken, seed, faults, broken.processes()));
      Outcome outcome = outcome(seed, faults, result);
      outcome.tables().stream().map(Table::text).forEach(out::println);
      told(result);
      out.println(outcome.json());
      return result.clean() ? 0 : FOUND;
    }
  }

  /** One campaign without a bug, then every bug in one of its own, all at one alliance. */
  private int planted(long seed, int faults, List<Plant> plants)
      throws IOException, InterruptedException {
    Path folder = Broken.folder(environment).resolve("patches");
    Path root = Options.fromEnvironment(environment).root();
    Map<String, Path> patches = new TreeMap<>();
    for (Plant plant : plants) {
      Path own = folder.resolve(plant.process());
      Files.deleteIfExists(active(folder, plant));
      Patch.write(plant, root, own, active(folder, plant));
      patches.put(plant.process(), own);
    }
    List<String> missed = new ArrayList<>();
    Set<String> earlier = new HashSet<>();
    out.printf("== planted bugs: %d, with seed %d%n", plants.size(), seed);
    try (Broken broken = up(patches, seed)) {
      List<String> quick =
          broken.processes().stream().filter(name -> name.matches(STARTS_QUICKLY)).toList();
      Campaign without = new Campaign(broken, seed, BOUND, earlier, out);
      Result sound = play(without, seed + "-without", draw(broken, seed, faults, quick));
      earlier.addAll(without.alerts());
      told(sound);
      if (!sound.clean()) {
        out.println("It is not clean without a bug either: nothing can be said of planted ones.");
        return FOUND;
      }
      out.printf("Without a bug it is clean.%n%n");
      for (Plant plant : plants) {
        Campaign campaign = new Campaign(broken, seed, BOUND_OF_A_PLANT, earlier, out);
        Files.createFile(active(folder, plant));
        Result result =
            play(campaign, seed + "-" + plant.word(), draw(broken, seed, faults, quick));
        Files.delete(active(folder, plant));
        earlier.addAll(campaign.alerts());
        if (!found(plant, result)) {
          missed.add(plant.word());
        }
      }
    }
    out.printf(
        "%d of %d planted bugs were found%s (seed %d).%n",
        plants.size() - missed.size(),
        plants.size(),
        missed.isEmpty() ? "" : ", not " + String.join(", ", missed),
        seed);
    return missed.isEmpty() ? 0 : FOUND;
  }

  private static Path active(Path folder, Plant plant) {
    return folder.resolve(plant.word() + ".active");
  }

  private boolean found(Plant plant, Result result) {
    long found = result.count(plant.kinds().toArray(Kind[]::new));
    Campaign.words(
            result.verdict().findings().stream()
                .filter(finding -> plant.kinds().contains(finding.kind()))
                .toList(),
            1)
        .forEach(line -> out.println("  " + line));
    out.printf(
        "The planted bug %s %s.%n%n",
        plant.word(), found > 0 ? "was found, " + found + " times" : "WAS NOT FOUND");
    return found > 0;
  }

  private Broken up(Map<String, Path> patches, long seed) throws IOException {
    long start = System.nanoTime();
    Broken broken = Broken.up(environment, patches, seed);
    out.printf(
        Locale.ROOT, "  three ports are up after %.0f s%n", (System.nanoTime() - start) / 1e9);
    return broken;
  }

  private static List<Breakage> draw(Broken broken, long seed, int faults, List<String> processes) {
    return Schedule.draw(seed, faults, List.copyOf(broken.links().keySet()), processes);
  }

  private Result play(Campaign campaign, String name, List<Breakage> schedule)
      throws IOException, InterruptedException {
    Path folder = Broken.folder(environment);
    Files.write(
        folder.resolve("schedule-%s.txt".formatted(name)),
        schedule.stream().map(Breakage::toString).toList());
    try {
      return campaign.run(schedule);
    } finally {
      Path history = folder.resolve("history-%s.jsonl".formatted(name));
      campaign.history().write(history);
      out.println("  history: " + history);
    }
  }

  private void told(Result result) {
    Campaign.words(result.verdict().findings(), MOST_TOLD).forEach(out::println);
    int more = result.verdict().findings().size() - MOST_TOLD;
    if (more > 0) {
      out.println("and " + more + " more");
    }
    result.verdict().unexamined().stream()
        .limit(MOST_TOLD)
        .forEach(one -> out.println("NOT EXAMINED: " + one.version() + " at " + one.reader()));
    if (result.agreed().isEmpty()) {
      out.println("The ports did not agree within " + BOUND.toSeconds() + " s of healing.");
    }
  }

  private static Outcome outcome(long seed, int faults, Result result) {
    Table done = new Table("Faults", "kind", "times");
    result.done().forEach((kind, times) -> done.row(kind, times));
    Table answers = new Table("Acts", "answer", "times");
    result.outcomes().forEach((words, times) -> answers.row(words, times));
    Table verdict = new Table("Verdict", "what", "times");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seed", seed);
    fields.put("faults", faults);
    fields.put("acknowledged", result.acknowledged());
    fields.put("lists", result.lists());
    fields.put("events", result.events());
    for (Kind kind : Kind.values()) {
      String word = kind.name().toLowerCase(Locale.ROOT);
      fields.put(word, result.count(kind));
      verdict.row(word, result.count(kind));
    }
    fields.put("unexamined", result.verdict().unexamined().size());
    fields.put("agreed_after_s", result.agreed().map(d -> d.toMillis() / 1000.0).orElse(-1.0));
    fields.put("seconds", result.took().toMillis() / 1000.0);
    verdict.row("seconds from healing to agreement", fields.get("agreed_after_s"));
    return new Outcome("faults", List.of(done, answers, verdict), fields, Optional.empty());
  }
}
