package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Locode;

/**
 * Those who see the same part of the delivery log.
 *
 * @param value {@code peer:NLRTM}, {@code service:risk-service}, {@code organisation:nl-customs},
 *     {@code person:nl-customs:4711} or {@code everyone}
 */
public record RecipientClass(String value) {

  /** The port's own risk service. */
  public static final RecipientClass RISK_SERVICE = service("risk-service");

  /** Whoever signed in and whose organisation has no class of its own here. */
  public static final RecipientClass EVERYONE = new RecipientClass("everyone");

  public static RecipientClass peer(Locode port) {
    return new RecipientClass("peer:" + port.value());
  }

  public static RecipientClass service(String name) {
    return new RecipientClass("service:" + name);
  }

  public static RecipientClass organisation(String id) {
    return new RecipientClass("organisation:" + id);
  }

  public static RecipientClass person(String identifier) {
    return new RecipientClass("person:" + identifier);
  }

  /** Whether it is a port or a service, which keeps what it is given. */
  boolean pulls() {
    return value.startsWith("peer:") || value.startsWith("service:");
  }

  @Override
  public String toString() {
    return value;
  }
}
