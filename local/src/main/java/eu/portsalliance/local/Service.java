package eu.portsalliance.local;

/** The programs that are built here, each an image from which one or more processes run. */
enum Service {
  GATEWAY("gateway", "gateway", "-Xmx112m", false),
  REGISTRY("registry", "port-registry-service", "-Xmx96m", true),
  IDENTITY("identity", "identity-service", "-Xmx112m", true),
  INTEL("intel", "intel-exchange-service", "-Xmx144m", true),
  RISK("risk", "risk-service", "-Xmx144m", true);

  private final String word;
  private final String artifact;
  private final String heap;
  private final boolean database;

  Service(String word, String artifact, String heap, boolean database) {
    this.word = word;
    this.artifact = artifact;
    this.heap = heap;
    this.database = database;
  }

  String word() {
    return word;
  }

  String artifact() {
    return artifact;
  }

  String heap() {
    return heap;
  }

  boolean hasDatabase() {
    return database;
  }
}
