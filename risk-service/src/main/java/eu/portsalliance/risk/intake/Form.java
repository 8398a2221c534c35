package eu.portsalliance.risk.intake;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which version of DCSA Track and Trace an event is written in, and where its parts stand there.
 */
enum Form {
  V3_0(
      "eventClassification.eventTypeCode",
      "eventClassification.eventClassifierCode",
      "eventClassification.equipmentEventTypeCode",
      "equipmentDetails.",
      "eventUpdatedDateTime",
      "transportDetails.transportCall.modeOfTransport",
      "transportDetails.transportCall.vesselTransport.vesselIMONumber"),
  V2_2(
      "eventType",
      "eventClassifierCode",
      "equipmentEventTypeCode",
      "",
      "eventCreatedDateTime",
      "transportCall.modeOfTransport",
      "transportCall.vessel.vesselIMONumber");

  final String type;
  final String classifier;
  final String code;
  final String equipment;
  final String issued;
  final String mode;
  final String vessel;

  Form(
      String type,
      String classifier,
      String code,
      String equipment,
      String issued,
      String mode,
      String vessel) {
    this.type = type;
    this.classifier = classifier;
    this.code = code;
    this.equipment = equipment;
    this.issued = issued;
    this.mode = mode;
    this.vessel = vessel;
  }

  /** Where the numbers of its voyages stand. */
  List<String> voyages() {
    return switch (this) {
      case V3_0 ->
          Stream.of("importVoyageNumberOrReference.", "exportVoyageNumberOrReference.")
              .map("transportDetails.transportCall."::concat)
              .flatMap(at -> Stream.of(at + "carrierVoyageNumber", at + "universalVoyageReference"))
              .toList();
      case V2_2 ->
          List.of(
              "transportCall.carrierVoyageNumber",
              "transportCall.importVoyageNumber",
              "transportCall.exportVoyageNumber");
    };
  }

  /** The fields that an event of this form may have. */
  Shape.Fields fields() {
    return switch (this) {
      case V3_0 -> DcsaFields.EVENT_3_0;
      case V2_2 -> DcsaFields.EVENT_2_2;
    };
  }
}
