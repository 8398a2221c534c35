package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.delivery.Delivered;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What streams ask before they tell that an alert was taken back; here nothing can come late. */
class WithdrawalsTest {
  private static final RecipientClass CUSTOMS = RecipientClass.organisation("nl-customs");

  private final DeliveryLog log = Ports.NLRTM.bean(DeliveryLog.class);

  @Test
  void whatWasReadForAPurposeIsNotToldOfForAnother() {
    String id = Ports.released("AMBER", "[{\"port\":\"NLRTM\"}]");
    String name = "nl-" + UUID.randomUUID();
    Api reader = Api.person(Ports.NLRTM, name, "nl-customs", "intel-reader");
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(id));
    StoredObject takenBack = takenBack(id);
    Caller caller = caller(name);

    assertThat(told(caller, Work.Purpose.AUDIT, takenBack)).isEmpty();
    assertThat(told(caller, Work.Purpose.INVESTIGATION, takenBack)).containsExactly(id);
    assertThat(told(caller("nl-" + UUID.randomUUID()), Work.Purpose.INVESTIGATION, takenBack))
        .isEmpty();
    assertThat(
            Ports.NLRTM.rows(
                "select actor || ' ' || purpose from audit_record where what = 'stream withdrawals' and '%s' = any(ids)"
                    .formatted(id)))
        .containsExactly("nl-customs:" + name + " investigation");
  }

  private Set<String> told(Caller caller, Work.Purpose purpose, StoredObject takenBack) {
    return Ports.NLRTM
        .bean(Withdrawals.class)
        .told(caller, new Work(purpose, "2026/17"), List.of(takenBack))
        .blockOptional(Duration.ofSeconds(10))
        .orElseThrow();
  }

  /** Takes an alert back; the entry by which Rotterdam's customs lose it. */
  private StoredObject takenBack(String id) {
    long before =
        log.heads(List.of(CUSTOMS.value()))
            .blockOptional(Duration.ofSeconds(10))
            .orElseThrow()
            .getOrDefault(CUSTOMS.value(), 0L);
    Ports.BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"The box was another.\"}");
    assertThat(Ports.BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status())
        .isEqualTo(200);
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> entry(id, before), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<StoredObject> entry(String id, long before) {
    return log.after(CUSTOMS, before, 1_000).blockOptional(Duration.ofSeconds(10)).stream()
        .flatMap(List::stream)
        .filter(entry -> entry.withdrawn() && entry.object().id().equals(id))
        .map(Delivered::object)
        .findFirst();
  }

  private static Caller caller(String name) {
    return new Caller(
        name,
        "nl-customs:" + name,
        Optional.of("nl-customs:" + name),
        "nl-customs",
        Optional.of(Ports.NLRTM.self()),
        Set.of("intel-reader"),
        Set.of(),
        false,
        Instant.MAX,
        Optional.empty());
  }
}
