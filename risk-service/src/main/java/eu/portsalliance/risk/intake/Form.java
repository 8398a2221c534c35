package eu.portsalliance.risk.intake;

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
      "transportDetails.transportCall.modeOfTransport"),
  V2_2(
      "eventType",
      "eventClassifierCode",
      "equipmentEventTypeCode",
      "",
      "eventCreatedDateTime",
      "transportCall.modeOfTransport");

  final String type;
  final String classifier;
  final String code;
  final String equipment;
  final String issued;
  final String mode;

  Form(String type, String classifier, String code, String equipment, String issued, String mode) {
    this.type = type;
    this.classifier = classifier;
    this.code = code;
    this.equipment = equipment;
    this.issued = issued;
    this.mode = mode;
  }

  /** The fields that an event of this form may have. */
  Shape.Fields fields() {
    return switch (this) {
      case V3_0 -> DcsaFields.EVENT_3_0;
      case V2_2 -> DcsaFields.EVENT_2_2;
    };
  }
}
