package eu.portsalliance.local;

import java.util.List;

/** The ports of an alliance, and under which addresses browsers and peers reach its parts. */
interface Site {
  List<FoundingPort> ports();

  /** The alliance's own gateway. */
  String portal();

  String keycloak();

  String gateway(FoundingPort port);

  default String issuer() {
    return keycloak() + "/realms/alliance";
  }
}
