package eu.portsalliance.registry.members;

import eu.portsalliance.access.Locode;
import java.util.List;

/**
 * An organisation and the ports at which it may speak.
 *
 * @param kind authority, port-authority or operator
 */
record OrganisationView(String id, String name, String kind, String country, List<Locode> ports) {

  OrganisationView {
    ports = List.copyOf(ports);
  }
}
