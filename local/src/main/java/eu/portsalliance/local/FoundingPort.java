package eu.portsalliance.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ports that this machine can play, with their facts: public address, authority, agency,
 * terminals (SMDG codes).
 */
public enum FoundingPort {
  NLRTM("Rotterdam", 8101, "rotterdam-port-authority", "nl-customs"),
  BEANR("Antwerp-Bruges", 8102, "antwerp-bruges-port-authority", "be-federal-police"),
  DEHAM("Hamburg", 8103, "hamburg-port-authority", "de-customs");

  private final String title;
  private final int gatewayPort;
  private final String authority;
  private final String agency;

  FoundingPort(String title, int gatewayPort, String authority, String agency) {
    this.title = title;
    this.gatewayPort = gatewayPort;
    this.authority = authority;
    this.agency = agency;
  }

  /** The UN/LOCODE in capitals, as tokens and documents carry it. */
  public String locode() {
    return name();
  }

  /** The UN/LOCODE in lower case, as databases, clients and files are named. */
  public String lower() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** The gateway's address without an offset. */
  public int gatewayPort() {
    return gatewayPort;
  }

  /** The organisation that runs the port; its systems are the machine client {@code pcs-*}. */
  String authority() {
    return authority;
  }

  /** The national agency whose threat-intelligence client reads at this port. */
  String agency() {
    return agency;
  }

  /** Terminals for which the port's systems report. */
  List<String> facilities() {
    return switch (this) {
      case NLRTM -> List.of("RWG", "EMX", "NLMVII", "HPD2", "DDE", "DDN");
      case BEANR -> List.of("K913", "K869", "K1718", "K1742", "1700");
      case DEHAM -> List.of("CTA", "CTB", "CTT", "EGH");
    };
  }

  /**
   * Reads a list such as {@code nlrtm,beanr}.
   *
   * @throws Refusal when a port is not one of these, or none is named
   */
  public static List<FoundingPort> parse(String list) {
    List<FoundingPort> ports = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      FoundingPort port = named(word.strip());
      if (!ports.contains(port)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  private static FoundingPort named(String word) {
    for (FoundingPort port : values()) {
      if (port.name().equalsIgnoreCase(word)) {
        return port;
      }
    }
    throw new Refusal(
        "'%s' is not a port that this machine knows: --ports takes nlrtm, beanr and deham, separated by commas."
            .formatted(word));
  }
}
