package eu.portsalliance.risk.intake;

import eu.portsalliance.risk.intake.Shape.Fields;
import eu.portsalliance.risk.intake.Shape.Leaf;

/**
 * The fields of an event in the two forms of the standard: DCSA Track and Trace 3.0 (schema Event)
 * and 2.2 (schema equipmentEvent). Most are accepted and not kept: a sender need not cut its
 * message to what this service happens to use.
 */
final class DcsaFields {
  private DcsaFields() {}

  static final Fields EVENT_3_0 = event30();
  static final Fields EVENT_2_2 = event22();

  private static Fields event30() {
    return Fields.none()
        .nested("eventRouting", routing())
        .text("eventID", "eventDateTime", "eventUpdatedDateTime")
        .flag("isRetracted")
        .nested("eventLocation", location30())
        .nested(
            "eventClassification",
            Fields.none()
                .text("eventTypeCode", "eventClassifierCode", "shipmentEventTypeCode")
                .text("transportEventTypeCode", "equipmentEventTypeCode", "iotEventTypeCode")
                .text("reeferEventTypeCode"))
        .nested("shipmentDetails", shipment())
        .nested("transportDetails", transport())
        .nested("equipmentDetails", equipment())
        .nested("iotDetails", Fields.none().text("iotEventCode"))
        .nested("reeferDetails", reefer());
  }

  private static Fields routing() {
    Fields party =
        Fields.none().text("partyCode", "codeListProvider", "codeListName", "partyFunction");
    return Fields.none()
        .nested("originatingParty", party)
        .list("forwardingParties", party)
        .nested("destinationParty", party);
  }

  private static Fields location30() {
    return Fields.none()
        .text("locationName", "facilityTypeCode", "UNLocationCode")
        .nested(
            "address",
            Fields.none()
                .text("street", "streetNumber", "floor", "postCode", "POBox", "city")
                .text("stateRegion", "countryCode")
                .list("addressLines", Leaf.TEXT))
        .nested(
            "facility",
            Fields.none().text("facilityName", "facilityCode", "facilityCodeListProvider"))
        .nested("geoCoordinate", Fields.none().text("latitude", "longitude"));
  }

  private static Fields equipment() {
    return Fields.none()
        .text("equipmentReference", "ISOEquipmentCode", "emptyIndicatorCode", "movementType")
        .list("seals", Fields.none().text("number", "source", "type", "placement"));
  }

  private static Fields shipment() {
    Fields reference = Fields.none().text("typeCode", "reference");
    Fields replacement =
        Fields.none().list("oldReferences", reference).list("newReferences", reference);
    return Fields.none()
        .nested("documentReference", reference)
        .list("additionalDocumentReferences", reference)
        .list("documentReferenceReplacements", replacement)
        .list("shipmentReferences", reference)
        .list("shipmentReferenceReplacements", replacement)
        .text("shipmentLocationType", "reason", "priceCalculationDate");
  }

  private static Fields transport() {
    Fields voyage = Fields.none().text("carrierVoyageNumber", "universalVoyageReference");
    Fields vehicle = Fields.none().text("licensePlate", "vehicleIdentificationNumber");
    Fields call =
        Fields.none()
            .text("transportCallReference", "modeOfTransport", "portVisitReference")
            .number("transportCallSequenceNumber")
            .nested(
                "serviceCodeOrReference",
                Fields.none().text("carrierServiceCode", "universalServiceReference"))
            .nested("exportVoyageNumberOrReference", voyage)
            .nested("importVoyageNumberOrReference", voyage)
            .nested(
                "vesselTransport",
                Fields.none()
                    .text("vesselIMONumber", "vesselName", "vesselFlag", "vesselCallSign")
                    .text("operatorCarrierCode", "operatorCarrierCodeListProvider"))
            .nested(
                "railTransport",
                Fields.none().text("railCarReference", "railServiceReference", "departureID"))
            .nested(
                "truckTransport",
                Fields.none().nested("tractorDetails", vehicle).nested("trailerDetails", vehicle));
    return Fields.none()
        .list("delayReasonCodes", Leaf.TEXT)
        .text("changeRemark")
        .nested("transportCall", call);
  }

  private static Fields reefer() {
    Fields parameters =
        Fields.none()
            .number("o2Percentage", "co2Percentage", "humidityPercentage", "airExchangeValue")
            .text("airExchangeUnit")
            .flag("isVentilationOpen", "isDrainholesOpen", "isBulbMode")
            .flag("isColdTreatmentRequired", "isControlledAtmosphereRequired");
    return Fields.none()
        .text("temperatureUnit")
        .number("internalSetpointTemperature", "ambientMeasuredTemperature")
        .list(
            "temperatureProbeMeasurements",
            Fields.none()
                .number("measuredTemperatureValue", "USDAProbeNumber")
                .text("COAProbeUDMKey", "probeLabel"))
        .nested("setpointParameters", parameters)
        .nested("measuredParameters", parameters);
  }

  private static Fields event22() {
    Fields location =
        Fields.none()
            .text("locationName", "latitude", "longitude", "UNLocationCode")
            .text("facilityCode", "facilityCodeListProvider")
            .nested(
                "address",
                Fields.none()
                    .text("name", "street", "streetNumber", "floor", "postCode", "city")
                    .text("stateRegion", "country"));
    return Fields.none()
        .text("eventID", "eventCreatedDateTime", "eventType", "eventClassifierCode")
        .text("eventDateTime", "eventTypeCode", "equipmentEventTypeCode", "equipmentReference")
        .text("ISOEquipmentCode", "emptyIndicatorCode", "transportCallID")
        .nested("eventLocation", location)
        .nested("transportCall", call22(location))
        .list(
            "documentReferences",
            Fields.none().text("documentReferenceType", "documentReferenceValue"))
        .list("references", Fields.none().text("referenceType", "referenceValue"))
        .list("seals", Fields.none().text("sealNumber", "sealSource", "sealType"));
  }

  private static Fields call22(Fields location) {
    return Fields.none()
        .text("transportCallID", "carrierServiceCode", "carrierVoyageNumber")
        .text("exportVoyageNumber", "importVoyageNumber", "UNLocationCode", "facilityCode")
        .text("facilityCodeListProvider", "facilityTypeCode", "otherFacility", "modeOfTransport")
        .number("transportCallSequenceNumber")
        .nested("location", location)
        .nested(
            "vessel",
            Fields.none()
                .text("vesselIMONumber", "vesselName", "vesselFlag", "vesselCallSignNumber")
                .text("vesselOperatorCarrierCode", "vesselOperatorCarrierCodeListProvider"));
  }
}
