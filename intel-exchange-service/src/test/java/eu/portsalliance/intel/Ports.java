package eu.portsalliance.intel;

import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.directory.Alliance;
import java.time.Duration;

/** Three ports and their registry, started once for all tests of this JVM. */
public final class Ports {

  public static final StubRegistry REGISTRY = new StubRegistry("NLRTM", "BEANR", "DEHAM");
  public static final TestPort BEANR = new TestPort("BEANR", REGISTRY);
  public static final TestPort NLRTM = new TestPort("NLRTM", REGISTRY);
  public static final TestPort DEHAM = new TestPort("DEHAM", REGISTRY);

  public static final Api BE_ANALYST =
      Api.person(BEANR, "be-analyst", "be-federal-police", "intel-analyst");
  public static final Api BE_OFFICER =
      Api.person(BEANR, "be-officer", "be-federal-police", "intel-officer");
  public static final Api NL_OFFICER =
      Api.person(NLRTM, "nl-officer", "nl-customs", "intel-officer");
  public static final Api NL_ANALYST =
      Api.person(NLRTM, "nl-analyst", "nl-customs", "intel-analyst");
  public static final Api BE_SECOND =
      Api.person(BEANR, "be-second", "be-federal-police", "intel-officer");
  public static final Api DE_ANALYST =
      Api.person(DEHAM, "de-analyst", "de-customs", "intel-analyst");

  static {
    refresh();
  }

  private Ports() {}

  /** Lets every port take the newest directory now and waits until all are linked. */
  static void refresh() {
    // in this thread: another one would wait for this class to be initialised
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                java.util.stream.Stream.of(BEANR, NLRTM, DEHAM)
                    .peek(TestPort::fetchDirectory)
                    .allMatch(Ports::complete));
  }

  private static boolean complete(TestPort port) {
    return port.bean(Alliance.class)
            .members()
            .map(
                members ->
                    members.directory().ports().stream().filter(p -> p.address() != null).count()
                        == 3)
            .orElse(false)
        && port.linked();
  }

  /** A draft that the ports take, with some members replaced. */
  public static String draft(String tlp, String audience, String... more) {
    String body =
        """
        {"kind":"container-of-interest","title":"Box expected with a switched seal",
         "narrative":"The seal differs from the bill of lading.","containers":["MSKU1234565"],
         "tlp":"%s","audience":%s,"actionOn":"%s","regime":"LED",
         "legalBasis":"Directive (EU) 2016/680, article 9","nature":"assessment",
         "sourceGrade":"B","informationGrade":"2",
         "validUntil":"2098-12-31T00:00:00Z","reviewOn":"2098-12-31"}
        """
            .formatted(tlp, audience, tlp.equals("RED") ? "inform" : "control");
    var json = (tools.jackson.databind.node.ObjectNode) Api.JSON.readTree(body);
    for (int i = 0; i < more.length; i += 2) {
      json.set(more[i], Api.JSON.readTree(more[i + 1]));
    }
    return json.toString();
  }

  /** An alert that Antwerp's analyst drafted, or a second officer, and its officer released. */
  public static String released(String tlp, String audience, String... more) {
    String written = draft(tlp, audience, more);
    Api writer = written.contains("\"observe\"") ? BE_SECOND : BE_ANALYST;
    Api.Answer drafted = writer.draft(written);
    if (drafted.status() != 201) {
      throw new AssertionError(drafted.raw().body());
    }
    Api.Answer released = BE_OFFICER.release(drafted.text("/id"), 1);
    if (released.status() != 200) {
      throw new AssertionError(released.raw().body());
    }
    return drafted.text("/id");
  }
}
