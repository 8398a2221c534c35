package eu.portsalliance.bench.propagation;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import eu.portsalliance.local.client.Person;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The streams of those who are entitled: alerts at Rotterdam and at Hamburg, the ranking at
 * Rotterdam. Each is that of a person with a session at the port's gateway.
 */
final class Watch implements AutoCloseable {
  private static final String ALERTS = "/api/intel/alerts/stream";
  private static final String RANKING = "/api/risk/ranking/stream";
  private static final Duration OPEN = Duration.ofSeconds(20);

  private final EventStream atRotterdam;
  private final EventStream atHamburg;
  private final EventStream ranking;
  private final Sightings rotterdam = new Sightings();
  private final Sightings hamburg = new Sightings();
  private final Sightings ranked = new Sightings();

  private Watch(Api nlAnalyst, Api deAnalyst) {
    atRotterdam = nlAnalyst.stream(ALERTS);
    atHamburg = deAnalyst.stream(ALERTS);
    ranking = nlAnalyst.stream(RANKING);
    atRotterdam.listen(rotterdam::see);
    atHamburg.listen(hamburg::see);
    ranking.listen(ranked::see);
  }

  static Watch open(AllianceFile file, String caseNumber) {
    Watch watch =
        new Watch(
            Person.signIn(file, "nl-analyst", "NLRTM")
                .api()
                .working("crime-prevention", caseNumber),
            Person.signIn(file, "de-analyst", "DEHAM")
                .api()
                .working("crime-prevention", caseNumber));
    watch.atRotterdam.awaitOpen(OPEN);
    watch.atHamburg.awaitOpen(OPEN);
    watch.ranking.awaitOpen(OPEN);
    return watch;
  }

  Sightings rotterdam() {
    return rotterdam;
  }

  Sightings hamburg() {
    return hamburg;
  }

  /** Alerts as reasons in the ranking. */
  Sightings ranked() {
    return ranked;
  }

  /** The streams of alerts, on each of which every alert has to come once. */
  List<Sightings> people() {
    return List.of(rotterdam, hamburg);
  }

  /** Whether these came on every stream. */
  boolean holds(Collection<String> alerts) {
    return rotterdam.holds(alerts) && hamburg.holds(alerts) && ranked.holds(alerts);
  }

  @Override
  public void close() {
    atRotterdam.close();
    atHamburg.close();
    ranking.close();
  }
}
