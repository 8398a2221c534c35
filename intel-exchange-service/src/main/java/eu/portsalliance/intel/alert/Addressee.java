package eu.portsalliance.intel.alert;

/** Whom the writer of a draft names; expanded to organisations at release. */
sealed interface Addressee {

  /** The authorities that speak at a port. */
  record Authorities(String port) implements Addressee {}

  /** One organisation by its directory id. */
  record Named(String organisation) implements Addressee {}
}
