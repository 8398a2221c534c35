package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.StixAlerts;
import eu.portsalliance.intel.directory.Sizes;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A next version that says less, or is less sure of it, narrows what stands. */
class SayingLessTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final LocalDate REVIEW = LocalDate.of(2027, 1, 31);
  private static final List<StixAlert.Attachment> SEAL =
      List.of(new StixAlert.Attachment("seal.png", "image/png", 1, "0a".repeat(32)));

  private static final StixAlert STANDING =
      alert("Seal", "The seal differs.", "B", "2", "fact", REVIEW, SEAL);

  @Test
  void theSameNarrowsNothing() {
    assertThat(narrows(STANDING)).isFalse();
  }

  @Test
  void wordsThatAreTakenBackOrTurnedNarrowAndWordsThatAreAddedBehindThemDoNot() {
    assertThat(narrows(alert("Seal", "Nothing.", "B", "2", "fact", REVIEW, SEAL))).isTrue();
    assertThat(narrows(alert("Seal", "The seal hardly differs.", "B", "2", "fact", REVIEW, SEAL)))
        .isTrue();
    assertThat(narrows(said("The seal differs. It is new."))).isFalse();
    assertThat(narrows(said("The seal differs.\nIt is new."))).isFalse();
  }

  @Test
  void wordsBeforeThoseThatStandNarrowAlthoughTheyStandAsTheyStood() {
    assertThat(narrows(said("WITHDRAWN, BOX CLEARED. Formerly: The seal differs."))).isTrue();
    assertThat(narrows(said(" The seal differs."))).isTrue();
  }

  @Test
  void whatIsGluedToTheLastWordNarrows() {
    StixAlert standing = said("Loaded with cocaine");
    assertThat(narrowing().narrows(standing, said("Loaded with cocaine substitute"))).isFalse();
    assertThat(narrowing().narrows(standing, said("Loaded with cocaine-free tea"))).isTrue();
  }

  private static StixAlert said(String narrative) {
    return alert("Seal", narrative, "B", "2", "fact", REVIEW, SEAL);
  }

  @Test
  void anotherTitleNarrowsAlsoOneThatHoldsTheOldOne() {
    assertThat(narrows(alert("Box", "The seal differs.", "B", "2", "fact", REVIEW, SEAL))).isTrue();
    assertThat(narrows(alert("Not our Seal", "The seal differs.", "B", "2", "fact", REVIEW, SEAL)))
        .isTrue();
    assertThat(narrows(alert("Seal, cleared", "The seal differs.", "B", "2", "fact", REVIEW, SEAL)))
        .isTrue();
  }

  @Test
  void anotherKindNarrows() {
    StixAlert switched =
        alert("switch", "Seal", "The seal differs.", "B", "2", "fact", REVIEW, SEAL);
    assertThat(narrows(switched)).isTrue();
    assertThat(narrowing().narrows(switched, STANDING)).isTrue();
    assertThat(narrowing().narrows(switched, switched)).isFalse();
  }

  @Test
  void aLowerGradeNarrowsAndNoneIsTheLowest() {
    assertThat(narrows(alert("Seal", "The seal differs.", "C", "2", "fact", REVIEW, SEAL)))
        .isTrue();
    assertThat(narrows(alert("Seal", "The seal differs.", "", "2", "fact", REVIEW, SEAL))).isTrue();
    assertThat(narrows(alert("Seal", "The seal differs.", "B", "3", "fact", REVIEW, SEAL)))
        .isTrue();
    assertThat(narrows(alert("Seal", "The seal differs.", "B", "", "fact", REVIEW, SEAL))).isTrue();
    assertThat(narrows(alert("Seal", "The seal differs.", "A", "1", "fact", REVIEW, SEAL)))
        .isFalse();
    assertThat(
            narrowing()
                .narrows(
                    alert("Seal", "The seal differs.", "X", "4", "fact", REVIEW, SEAL),
                    alert("Seal", "The seal differs.", "", "", "fact", REVIEW, SEAL)))
        .isFalse();
  }

  @Test
  void anAssessmentInsteadOfAFactNarrows() {
    StixAlert assessed = alert("Seal", "The seal differs.", "B", "2", "assessment", REVIEW, SEAL);
    assertThat(narrows(assessed)).isTrue();
    assertThat(narrowing().narrows(assessed, STANDING)).isFalse();
  }

  @Test
  void anEarlierReviewAndAFileLessNarrow() {
    assertThat(
            narrows(
                alert("Seal", "The seal differs.", "B", "2", "fact", REVIEW.minusDays(1), SEAL)))
        .isTrue();
    assertThat(
            narrows(alert("Seal", "The seal differs.", "B", "2", "fact", REVIEW.plusDays(1), SEAL)))
        .isFalse();
    assertThat(narrows(alert("Seal", "The seal differs.", "B", "2", "fact", REVIEW, List.of())))
        .isTrue();
  }

  @Test
  void otherLimitsNarrowAndNoneDoNot() {
    StixAlert standing = limited(Optional.of("For the quay."));
    assertThat(narrowing().narrows(standing, limited(Optional.of("For the quay, by day."))))
        .isTrue();
    assertThat(narrowing().narrows(standing, standing)).isFalse();
    assertThat(narrowing().narrows(standing, limited(Optional.empty()))).isFalse();
  }

  @Test
  void anAnswerThatIsDueLaterOrNotAtAllNarrows() {
    StixAlert standing = due(Optional.of(NOW));
    assertThat(narrowing().narrows(standing, due(Optional.of(NOW.plusSeconds(60))))).isTrue();
    assertThat(narrowing().narrows(standing, due(Optional.empty()))).isTrue();
    assertThat(narrowing().narrows(standing, due(Optional.of(NOW.minusSeconds(60))))).isFalse();
    assertThat(narrowing().narrows(due(Optional.empty()), standing)).isFalse();
  }

  private static boolean narrows(StixAlert next) {
    return narrowing().narrows(STANDING, next);
  }

  private static Narrowing narrowing() {
    return new Narrowing(Sizes.members(2, 8), new Locode("NLRTM"));
  }

  private static StixAlert limited(Optional<String> limits) {
    return alert(
        "container-of-interest",
        "Seal",
        "The seal differs.",
        "B",
        "2",
        "fact",
        REVIEW,
        SEAL,
        limits,
        Optional.empty());
  }

  private static StixAlert due(Optional<Instant> due) {
    return alert(
        "request-for-information",
        "Seal",
        "The seal differs.",
        "B",
        "2",
        "fact",
        REVIEW,
        SEAL,
        Optional.empty(),
        due);
  }

  /** An alert on one box; an empty grade is none. */
  private static StixAlert alert(
      String title,
      String narrative,
      String source,
      String information,
      String nature,
      LocalDate review,
      List<StixAlert.Attachment> files) {
    return alert(
        "container-of-interest", title, narrative, source, information, nature, review, files);
  }

  private static StixAlert alert(
      String kind,
      String title,
      String narrative,
      String source,
      String information,
      String nature,
      LocalDate review,
      List<StixAlert.Attachment> files) {
    return alert(
        kind,
        title,
        narrative,
        source,
        information,
        nature,
        review,
        files,
        Optional.empty(),
        Optional.empty());
  }

  private static StixAlert alert(
      String kind,
      String title,
      String narrative,
      String source,
      String information,
      String nature,
      LocalDate review,
      List<StixAlert.Attachment> files,
      Optional<String> limits,
      Optional<Instant> due) {
    StixAlert a =
        StixAlerts.green(
            "indicator--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f11",
            1,
            "NLRTM",
            Sizes.name(0),
            NOW,
            NOW,
            narrative);
    return new StixAlert(
        a.id(),
        a.version(),
        a.origin(),
        a.controller(),
        a.created(),
        a.modified(),
        kind,
        title,
        a.narrative(),
        a.containers(),
        a.tlp(),
        a.audience(),
        a.persons(),
        a.handlingCode(),
        Optional.of(source).filter(grade -> !grade.isEmpty()),
        Optional.of(information).filter(grade -> !grade.isEmpty()),
        a.actionOn(),
        a.regime(),
        a.legalBasis(),
        nature,
        a.validFrom(),
        a.validUntil(),
        review,
        new StixAlert.Details(
            List.of(),
            Optional.empty(),
            limits,
            due,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            files));
  }
}
