package eu.portsalliance.local.demo;

/** Keycloak, registry, identity service and the alliance's gateway, switched off and on again. */
public interface Centre {
  void stop();

  /** Returns when all of it is healthy. */
  void start();
}
