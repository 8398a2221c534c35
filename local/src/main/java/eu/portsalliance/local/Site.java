package eu.portsalliance.local;

import java.util.List;

/** The ports of an alliance, and under which addresses browsers and peers reach its parts. */
interface Site {
  List<FoundingPort> ports();

  /** The alliance's own gateway. */
  String portal();

  String keycloak();

  String gateway(FoundingPort port);

  /**
   * The address that others use for something: that of a fault campaign's proxy, if there is one.
   */
  default String detour(String name, String otherwise) {
    return otherwise;
  }

  default String issuer() {
    return keycloak() + "/realms/alliance";
  }
}
