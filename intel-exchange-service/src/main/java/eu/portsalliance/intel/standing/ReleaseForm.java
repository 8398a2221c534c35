package eu.portsalliance.intel.standing;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A standing release as somebody proposes it; nothing in it has been checked. */
record ReleaseForm(
    @Nullable String type,
    @Nullable List<@Nullable String> audience,
    @Nullable String ceiling,
    @Nullable Instant ends) {

  /** How it is taken back: at once, unless from a later moment on. */
  record Withdrawal(@Nullable Instant from) {}

  /** The release that it proposes, or a refusal that names each wrong field. */
  StandingRelease checked(Set<String> peers, String person, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Optional<StandingRelease.Type> kind = type(type);
    if (kind.isEmpty()) {
      errors.add(new FieldError("type", "is receipt, look or collision"));
    }
    Optional<Tlp> most =
        Arrays.stream(Tlp.values())
            .filter(tlp -> tlp != Tlp.RED && tlp.label().equals(ceiling))
            .findFirst();
    if (most.isEmpty()) {
      errors.add(
          new FieldError(
              "ceiling",
              "is CLEAR, GREEN, AMBER or AMBER+STRICT: machines say nothing of TLP RED"));
    }
    if (ends == null || !ends.isAfter(now) || ends.isAfter(now.plus(StandingRelease.LONGEST))) {
      errors.add(new FieldError("ends", "is later than now and a year ahead at most"));
    }
    List<String> ports = new ArrayList<>();
    List<@Nullable String> named = audience == null ? List.of() : audience;
    if (named.isEmpty() || named.size() > peers.size()) {
      errors.add(
          new FieldError(
              "audience", "names other ports of the alliance, each once and at least one"));
    } else {
      for (int i = 0; i < named.size(); i++) {
        String port = named.get(i);
        if (port == null || !peers.contains(port) || ports.contains(port)) {
          errors.add(
              new FieldError(
                  "audience[" + i + "]",
                  "is the LOCODE of another active port of the alliance, named once"));
        } else {
          ports.add(port);
        }
      }
    }
    if (!errors.isEmpty() || ends == null) {
      throw new ProblemException(Problem.fields(errors));
    }
    return new StandingRelease(
        UUID.randomUUID(),
        kind.orElseThrow(),
        ports.stream().sorted().toList(),
        most.orElseThrow(),
        ends,
        new StandingRelease.Hand(person, now),
        null,
        null);
  }

  private static Optional<StandingRelease.Type> type(@Nullable String label) {
    return Arrays.stream(StandingRelease.Type.values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(label))
        .findFirst();
  }
}
