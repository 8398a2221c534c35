package eu.portsalliance.risk.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.risk.event.Carriage;
import eu.portsalliance.risk.event.Classifier;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import eu.portsalliance.risk.event.Place;
import eu.portsalliance.risk.event.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DcsaReaderTest {
  private static final Intake TERMINALS =
      new Intake(
          new Locode("NLRTM"),
          "rotterdam-port-authority",
          Set.of("RWG", "EMX"),
          Instant.parse("2026-11-23T12:00:00Z"));

  private static final String V3 =
      """
      {"eventRouting":{"originatingParty":{"partyCode":"RWG","codeListProvider":"SMDG",
         "codeListName":"TCL","partyFunction":"TR"},"forwardingParties":[],
         "destinationParty":{"partyCode":"x"}},
       "eventID":"e-1","isRetracted":false,"eventDateTime":"2026-11-23T08:15:00.123456+01:00",
       "eventUpdatedDateTime":"2026-11-23T07:16:00Z",
       "eventLocation":{"locationName":"Rotterdam","facilityTypeCode":"POTE",
         "UNLocationCode":"NLRTM","address":{"street":"x","addressLines":["a"]},
         "facility":{"facilityName":"x","facilityCode":"RWG","facilityCodeListProvider":"SMDG"},
         "geoCoordinate":{"latitude":"1","longitude":"2"}},
       "eventClassification":{"eventTypeCode":"EQUIPMENT","eventClassifierCode":"ACT",
         "equipmentEventTypeCode":"DISC"},
       "shipmentDetails":{"documentReference":{"typeCode":"TRD","reference":"x"},
         "shipmentReferences":[{"typeCode":"FF","reference":"y"}]},
       "transportDetails":{"delayReasonCodes":["WEA"],"transportCall":{
         "transportCallSequenceNumber":2,"modeOfTransport":"VESSEL",
         "vesselTransport":{"vesselIMONumber":"9321483"}}},
       "equipmentDetails":{"equipmentReference":"CSQU3054383","ISOEquipmentCode":"45G1",
         "emptyIndicatorCode":"LADEN","movementType":"IMPORT",
         "seals":[{"number":"A1","source":"CAR","type":"BLT","placement":"DOOR"}]}}
      """;

  private static final String V2 =
      """
      {"eventID":"3cecb101-7a1a-43a4-9d62-e88a131651e2",
       "eventCreatedDateTime":"2026-11-20T14:12:56+01:00","eventType":"EQUIPMENT",
       "eventClassifierCode":"EST","eventDateTime":"2026-11-24T07:41:00+01:00",
       "equipmentEventTypeCode":"GTOT","equipmentReference":"CSQU3054383",
       "ISOEquipmentCode":"22G1","emptyIndicatorCode":"LADEN","transportCallID":"c",
       "transportCall":{"transportCallID":"c","modeOfTransport":"TRUCK",
         "UNLocationCode":"NLRTM","facilityCode":"EMX","facilityCodeListProvider":"SMDG",
         "vessel":{"vesselIMONumber":"9321483","vesselName":"x"}},
       "documentReferences":[{"documentReferenceType":"BKG","documentReferenceValue":"A"}],
       "references":[{"referenceType":"FF","referenceValue":"B"}],
       "seals":[{"sealNumber":"A1","sealSource":"CAR","sealType":"BLT"}],"eventTypeCode":"GTOT"}
      """;

  private final DcsaReader reader = new DcsaReader();

  @Test
  void anEventOf30IsReadWhole() {
    assertThat(taken(one(V3)))
        .isEqualTo(
            new EquipmentEvent(
                new EventKey("rotterdam-port-authority", "SMDG/TCL/RWG", "e-1"),
                taken(one(V3)).container(),
                EquipmentCode.DISC,
                Classifier.ACT,
                OffsetDateTime.parse("2026-11-23T08:15:00.123456+01:00"),
                Instant.parse("2026-11-23T07:16:00Z"),
                new Place("NLRTM", "RWG", "SMDG"),
                "VESSEL",
                taken(one(V3)).carriage(),
                "45G1",
                "LADEN",
                List.of(new Seal("A1", "CAR", "BLT", "DOOR"))));
  }

  @Test
  void vesselAndVoyagesAreReadInBothFormsAndWhatIsNoneIsLeftOut() {
    assertThat(taken(one(V3)).carriage()).isEqualTo(new Carriage("9321483", List.of()));
    String call = "\"vesselTransport\":{\"vesselIMONumber\":\"9321483\"}";
    String voyages =
        "\"importVoyageNumberOrReference\":{\"carrierVoyageNumber\":\"447-w\"},"
            + "\"exportVoyageNumberOrReference\":{\"universalVoyageReference\":\"26 448 E\"}";
    assertThat(taken(one(V3.replace(call, call + "," + voyages))).carriage())
        .isEqualTo(new Carriage("9321483", List.of("26448E", "447W")));
    assertThat(taken(one(V3.replace("9321483", "unknown"))).carriage()).isEqualTo(Carriage.NONE);
    assertThat(
            taken(
                    array(
                        V2.replace(
                            "\"modeOfTransport\"",
                            "\"importVoyageNumber\":\"447W\",\"modeOfTransport\"")))
                .carriage())
        .isEqualTo(new Carriage("9321483", List.of("447W")));
  }

  @Test
  void anEventOf22TakesItsPlaceFromTheTransportCallWhereItHasNoOther() {
    EquipmentEvent event = taken(array(V2));

    assertThat(event.place()).isEqualTo(new Place("NLRTM", "EMX", "SMDG"));
    assertThat(event.code()).isEqualTo(EquipmentCode.GTOT);
    assertThat(event.classifier()).isEqualTo(Classifier.EST);
    assertThat(event.issued()).isEqualTo("2026-11-20T13:12:56Z");
    assertThat(event.seals()).containsExactly(new Seal("A1", "CAR", "BLT", "DOOR"));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"isRetracted\":false', '\"colour\":\"red\"', UNKNOWN_FIELD, colour",
    "'\"ISOEquipmentCode\":\"45G1\"', '\"weight\":1', UNKNOWN_FIELD, equipmentDetails.weight",
    "'\"partyFunction\":\"TR\"', '\"a\":1', UNKNOWN_FIELD, eventRouting.originatingParty.a",
    "'\"type\":\"BLT\"', '\"sealType\":\"BLT\"', UNKNOWN_FIELD, equipmentDetails.seals[0].sealType",
    "'\"isRetracted\":false', '\"isRetracted\":\"no\"', WRONG_TYPE, isRetracted",
    "'\"isRetracted\":false', '\"isRetracted\":true', RETRACTION_NOT_TAKEN, isRetracted",
    "'\"eventID\":\"e-1\"', '\"eventID\":\" \"', MISSING, eventID",
    "'\"eventID\":\"e-1\"', '\"eventID\":\"a\\u0000\"', MISSING, eventID",
    "'08:15:00.123456+01:00', '08:15:00', INVALID, eventDateTime",
    "'2026-11-23T08', '2027-11-23T08', INVALID, eventDateTime",
    "'2026-11-23T08', '1999-11-23T08', INVALID, eventDateTime",
    "'\"UNLocationCode\":\"NLRTM\"', '\"UNLocationCode\":\"nlrtm\"', INVALID, eventLocation.UNLocationCode",
    "'\"UNLocationCode\":\"NLRTM\",', '', MISSING, eventLocation.UNLocationCode",
    "'\"facilityCode\":\"RWG\"', '\"facilityCode\":\"rwg!\"', INVALID, eventLocation.facility.facilityCode",
    "'\"SMDG\"}', '\"XYZ\"}', INVALID, eventLocation.facility.facilityCodeListProvider",
    "'CSQU3054383', 'X', INVALID, equipmentDetails.equipmentReference",
    "'\"DISC\"', '\"FLEW\"', INVALID, eventClassification.equipmentEventTypeCode",
    "'\"ACT\"', '\"REQ\"', INVALID, eventClassification.eventClassifierCode",
    "'\"EQUIPMENT\"', '\"REEFER\"', UNSUPPORTED_EVENT_TYPE, eventClassification.eventTypeCode",
    "'\"VESSEL\"', '\"SLEDGE\"', INVALID, transportDetails.transportCall.modeOfTransport",
    "'\"A1\"', '\"A1234567890123456\"', INVALID, equipmentDetails.seals[0].number",
    "'\"LADEN\"', '\"FULL\"', INVALID, equipmentDetails.emptyIndicatorCode"
  })
  void anItemIsRefusedByTheNameOfItsField(String of, String with, String code, String property) {
    assertThat(V3).contains(of);
    Read read = items(one(V3.replace(of, with))).getFirst();

    assertThat(read).isInstanceOf(Read.Refused.class);
    assertThat(((Read.Refused) read).errors())
        .anySatisfy(
            error -> {
              assertThat(error.code().name()).isEqualTo(code);
              assertThat(error.property()).isEqualTo(property);
              assertThat(error.propertyPath()).isEqualTo("$.events[0]." + property);
            });
  }

  @Test
  void aWrongNumberIsTakenWithWarnings() {
    Read read = items(one(V3.replace("CSQU3054383", "TESI1120274"))).getFirst();

    assertThat(read)
        .isInstanceOfSatisfying(
            Read.Taken.class,
            taken ->
                assertThat(taken.warnings())
                    .extracting(Feedback::code)
                    .containsExactly(Feedback.Code.CATEGORY_LETTER, Feedback.Code.CHECK_DIGIT));
  }

  @Test
  void aClientSpeaksOnlyForItsTerminalsHereAndForAnyPlaceElsewhere() {
    aClientOf(Set.of("EMX", "RWG2"));
    aClientOf(Set.of());
  }

  private void aClientOf(Set<String> otherTerminals) {
    Intake bound =
        new Intake(TERMINALS.port(), TERMINALS.sender(), otherTerminals, TERMINALS.now());

    assertThat(reader.read(bytes(one(V3)), bound))
        .isInstanceOfSatisfying(
            Message.Items.class,
            items ->
                assertThat(((Read.Refused) items.items().getFirst()).errors())
                    .extracting(Feedback::code)
                    .containsExactly(Feedback.Code.FACILITY_NOT_YOURS));
    assertThat(reader.read(bytes(one(V3.replace("NLRTM", "BEANR"))), bound))
        .isInstanceOfSatisfying(
            Message.Items.class,
            items -> assertThat(items.items().getFirst()).isInstanceOf(Read.Taken.class));
  }

  @Test
  void theSameContentHasTheSameDigestWhenItIsStampedAnewOrWrittenWithAnotherOffset() {
    String again =
        V3.replace("2026-11-23T07:16:00Z", "2026-11-23T09:00:00Z")
            .replace("08:15:00.123456+01:00", "07:15:00.123456Z");

    assertThat(taken(one(again)).digest()).isEqualTo(taken(one(V3)).digest());
    assertThat(taken(one(V3.replace("A1", "A2"))).digest()).isNotEqualTo(taken(one(V3)).digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[", "nonsense", "{\"events\":[],\"events\":[]}", "3", "\"x\"", "null"})
  void whatIsNoMessageIsRefusedWhole(String body) {
    assertThat(reader.read(bytes(body), TERMINALS)).isInstanceOf(Message.Unreadable.class);
  }

  @Test
  void aFieldBesideTheEventsIsNamed() {
    assertThat(reader.read(bytes("{\"events\":[],\"more\":1}"), TERMINALS))
        .isInstanceOfSatisfying(
            Message.Unreadable.class,
            no -> {
              assertThat(no.problem().type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
              assertThat(no.problem().errors().getFirst().field()).isEqualTo("more");
            });
  }

  @Test
  void tooManyEventsAreRefusedWhole() {
    String many = "[" + "{},".repeat(5_000) + "{}]";

    assertThat(reader.read(bytes(many), TERMINALS))
        .isInstanceOfSatisfying(
            Message.Unreadable.class,
            no -> assertThat(no.problem().type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE));
  }

  @Property
  void anyTextHasAnOutcome(@ForAll String text, @ForAll boolean array) {
    String quoted = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
    String event = V3.replace("\"e-1\"", quoted).replace("\"CSQU3054383\"", quoted);

    assertThat(items(array ? "[" + quoted + "]" : one(event))).hasSize(1);
  }

  private EquipmentEvent taken(String message) {
    Read read = items(message).getFirst();
    assertThat(read).isInstanceOf(Read.Taken.class);
    return ((Read.Taken) read).event();
  }

  private List<Read> items(String message) {
    Message read = reader.read(bytes(message), TERMINALS);
    assertThat(read).isInstanceOf(Message.Items.class);
    return ((Message.Items) read).items();
  }

  private static String one(String event) {
    return "{\"events\":[" + event + "]}";
  }

  private static String array(String event) {
    return "[" + event + "]";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
