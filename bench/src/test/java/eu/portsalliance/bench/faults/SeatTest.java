package eu.portsalliance.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatTest {
  private static final Set<String> DUTCH = Seat.AUTHORITIES.getOrDefault("NLRTM", Set.of());

  @Test
  void clearIsForEverybodyAndGreenForMembers() {
    assertThat(Seat.ALL).allMatch(seat -> seat.reads(belgian("CLEAR")));
    assertThat(Seat.ALL)
        .filteredOn(seat -> !seat.reads(belgian("GREEN")))
        .extracting(Seat::who)
        .containsExactly("cti-aspirant-nlrtm");
  }

  @Test
  void amberIsForItsAudienceItsControllerAndTheControllersPeopleWhereThePortHasIt() {
    Marking dutch = new Marking("AMBER", "be-federal-police", "BEANR", DUTCH, Set.of());

    assertThat(Seat.ALL)
        .filteredOn(seat -> seat.reads(dutch))
        .extracting(Seat::who)
        .containsExactlyInAnyOrder(
            "nl-analyst",
            "nl-seaport-officer",
            "cti-nlrtm",
            "be-liaison",
            "be-analyst",
            "cti-beanr");
  }

  @Test
  void aVisitorDoesNotFindWhatIsForTheirOwnWhereThePortHasItNot() {
    assertThat(Seat.ALL)
        .filteredOn(seat -> seat.reads(belgian("AMBER+STRICT")))
        .extracting(Seat::who)
        .containsExactlyInAnyOrder("be-analyst", "cti-beanr");
  }

  @Test
  void redIsForWhomItNamesAndForNoMachineOfTheirs() {
    Marking red =
        new Marking("RED", "be-federal-police", "BEANR", Set.of(), Set.of("be-analyst@BEANR"));

    assertThat(Seat.ALL)
        .filteredOn(seat -> seat.reads(red))
        .extracting(Seat::who)
        .containsExactly("be-analyst");
  }

  private static Marking belgian(String tlp) {
    return new Marking(tlp, "be-federal-police", "BEANR", Set.of(), Set.of());
  }
}
