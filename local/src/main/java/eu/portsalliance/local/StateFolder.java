package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where an instance keeps what; every path under {@code .alliance/} is named here and nowhere else.
 */
record StateFolder(Path folder) {

  Path database() {
    return folder.resolve("pg");
  }

  Path keycloakHome() {
    return folder.resolve("keycloak");
  }

  Path secrets() {
    return folder.resolve("secrets");
  }

  Path secretsFile() {
    return secrets().resolve("secrets.json");
  }

  Path keys() {
    return secrets().resolve("keys");
  }

  Path configuration() {
    return folder.resolve("config");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path log(String part) {
    return logs().resolve(part + ".log");
  }

  Path stateFile() {
    return folder.resolve("state.json");
  }

  Path allianceFile() {
    return folder.resolve("alliance.json");
  }

  Path lock() {
    return folder.resolve("supervisor.lock");
  }

  /** Held while somebody starts the supervisor. */
  Path startLock() {
    return folder.resolve("start.lock");
  }

  /**
   * A copy of the program, so that a build beside a running alliance does not pull it from under
   * the supervisor.
   */
  Path program() {
    return folder.resolve("local.jar");
  }

  /** A data folder of PostgreSQL while it is being made. */
  Path freshDatabase() {
    return folder.resolve("pg.new");
  }

  /** Exports of audit logs while they are checked. */
  Path audit() {
    return folder.resolve("audit");
  }

  /** The offset that the realms and the gateways' redirect addresses were made for. */
  Path madeForOffset() {
    return folder.resolve("offset");
  }

  void make() {
    try {
      for (Path path : List.of(folder, configuration(), logs(), secrets(), keys())) {
        PrivateFiles.folder(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The state directory cannot be made: " + folder, e);
    }
  }
}
