package eu.portsalliance.bench.policy;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.handling.Use;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Questions to the policy, every axis drawn evenly; the same ones for the same seed. */
final class Questions {
  private static final List<String> ORGANISATIONS =
      List.of("be-federal-police", "nl-customs", "nl-seaport-police", "de-customs", "hhla");
  private static final List<String> PERSONS =
      List.of("be-federal-police:1", "nl-customs:1", "de-customs:1");
  private static final List<String> PORTS = List.of("BEANR", "NLRTM", "DEHAM");
  private static final List<String> ROLES =
      List.of("intel-reader", "intel-analyst", "intel-officer", "risk-analyst", "control-officer");
  private static final List<String> PURPOSES =
      List.of("crime-prevention", "prosecution", "customs-control", "port-security", "audit");

  private Questions() {}

  /** One question. */
  record Question(Markings object, Recipient recipient, Use use) {}

  /** So many of them, each made of objects of its own. */
  static List<Question> drawn(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(_ -> new Question(markings(random), recipient(random), one(random, Use.values())))
        .toList();
  }

  private static Markings markings(RandomGenerator random) {
    return new Markings(
        one(random, Tlp.values()),
        some(random, ORGANISATIONS),
        some(random, PERSONS),
        one(random, HandlingCode.values()),
        one(random, ActionOn.values()),
        Optional.of(one(random, Regime.values())),
        one(random, ORGANISATIONS),
        one(random, PORTS));
  }

  private static Recipient recipient(RandomGenerator random) {
    return new Recipient(
        random.nextBoolean() ? Optional.of(one(random, PERSONS)) : Optional.empty(),
        one(random, ORGANISATIONS),
        Optional.of(one(random, OrganisationKind.values())),
        one(random, PORTS),
        random.nextBoolean(),
        some(random, ROLES),
        Optional.of(one(random, PURPOSES)));
  }

  private static Set<String> some(RandomGenerator random, List<String> of) {
    Set<String> some = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(one(random, of));
    }
    return some;
  }

  private static String one(RandomGenerator random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static <T> T one(RandomGenerator random, T[] of) {
    return of[random.nextInt(of.length)];
  }
}
