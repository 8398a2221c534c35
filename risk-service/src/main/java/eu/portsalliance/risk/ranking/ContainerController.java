package eu.portsalliance.risk.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.Seal;
import eu.portsalliance.risk.journey.Journeys;
import eu.portsalliance.risk.look.LookLog;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * One box: its newest journey through this port and what it scores for the reader. A box without a
 * journey here does not exist, whatever any alert says of it.
 */
@RestController
@RequestMapping("/api/risk/containers")
class ContainerController {
  private static final int MOST_EVENTS = 500;

  private final Rankings rankings;
  private final Journeys journeys;
  private final Readers readers;
  private final LookLog looks;
  private final Shown shown;
  private final TransactionalOperator transaction;
  private final Clock clock;

  ContainerController(
      Rankings rankings,
      Journeys journeys,
      Readers readers,
      LookLog looks,
      Shown shown,
      TransactionalOperator transaction,
      Clock clock) {
    this.rankings = rankings;
    this.journeys = journeys;
    this.readers = readers;
    this.looks = looks;
    this.shown = shown;
    this.transaction = transaction;
    this.clock = clock;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ContainerView(
      Instant asOf,
      String container,
      boolean checkDigitValid,
      boolean categoryValid,
      @Nullable Integer expectedCheckDigit,
      int score,
      List<Part> parts,
      RankingEntry.@Nullable LastChanceView clock,
      JourneyView journey) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record JourneyView(
      UUID id,
      String state,
      Instant opened,
      Optional<Instant> arrived,
      Optional<Instant> closed,
      RankingEntry.LastEvent lastEvent,
      List<EventView> events) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EventView(
      String code,
      String classifier,
      OffsetDateTime at,
      String location,
      @Nullable String facility,
      @Nullable String facilityList,
      @Nullable String mode,
      @Nullable String isoCode,
      @Nullable String emptyIndicator,
      List<Seal> seals,
      String sender) {

    static EventView of(EquipmentEvent event) {
      return new EventView(
          event.code().name(),
          event.classifier().name(),
          event.occurred(),
          event.place().location(),
          event.place().facility(),
          event.place().facilityList(),
          event.mode(),
          event.isoCode(),
          event.emptyIndicator(),
          event.seals(),
          event.key().sender());
    }
  }

  @GetMapping(path = "/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize(RankingController.READERS)
  Mono<ContainerView> container(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String number) {
    Optional<ContainerNumber> box = ContainerNumber.read(number);
    if (box.isEmpty()) {
      return Mono.error(
          new ProblemException(
              Problem.field("number", "is no container number; write it as CSQU3054383")));
    }
    Recipient reader = readers.classOf(caller, work);
    return looks
        .looked(caller, box.get())
        .then(view(reader, box.get()))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            view ->
                shown
                    .record(
                        caller,
                        work,
                        "read container",
                        List.of(box.get().value()),
                        view.map(ContainerView::parts).orElse(List.of()))
                    .thenReturn(view))
        .as(transaction::transactional)
        .flatMap(Mono::justOrEmpty)
        .switchIfEmpty(Mono.error(ContainerController::unknown));
  }

  private Mono<ContainerView> view(Recipient reader, ContainerNumber box) {
    return rankings
        .newest(reader, box)
        .flatMap(
            scored ->
                journeys.events(scored.id(), MOST_EVENTS).map(events -> view(box, scored, events)));
  }

  private ContainerView view(
      ContainerNumber box, Rankings.Scored scored, List<EquipmentEvent> events) {
    return new ContainerView(
        clock.instant(),
        box.value(),
        box.checkDigitValid(),
        box.categoryValid(),
        box.expectedCheckDigit().orElse(null),
        scored.score().value(),
        scored.score().parts(),
        scored.clock(),
        new JourneyView(
            scored.id(),
            scored.state(),
            scored.opened(),
            scored.arrived(),
            scored.closed(),
            scored.lastEvent(),
            events.stream().map(EventView::of).toList()));
  }

  private static ProblemException unknown() {
    return new ProblemException(ProblemType.NOT_FOUND, "This port has no journey of such a box.");
  }
}
