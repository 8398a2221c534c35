package eu.portsalliance.e2e;

import java.util.List;

/** Organisations that speak at each port, one of each kind at least, as the directory says. */
record Member(String id, String kind, String port) {

  static final List<Member> ALL =
      List.of(
          new Member("be-federal-police", "authority", "BEANR"),
          new Member("antwerp-bruges-port-authority", "port-authority", "BEANR"),
          new Member("mpet", "operator", "BEANR"),
          new Member("nl-customs", "authority", "NLRTM"),
          new Member("nl-seaport-police", "authority", "NLRTM"),
          new Member("rotterdam-port-authority", "port-authority", "NLRTM"),
          new Member("rotterdam-world-gateway", "operator", "NLRTM"),
          new Member("de-customs", "authority", "DEHAM"),
          new Member("hamburg-port-authority", "port-authority", "DEHAM"),
          new Member("hhla", "operator", "DEHAM"));

  static List<String> ids() {
    return ALL.stream().map(Member::id).toList();
  }
}
