package eu.portsalliance.intel;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.Locode;
import eu.portsalliance.audit.HeadSigner;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.peers.Assertions;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.peers.RootKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Keys, the directory, and who may come with an assertion. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IntelProperties.class, DirectoryProperties.class})
class IntelConfiguration {

  @Bean
  Locode self(AccessProperties properties) {
    return properties
        .ownPort()
        .orElseThrow(
            () -> new IllegalStateException("alliance.access.port: an exchange belongs to a port"));
  }

  @Bean
  PortKey signingKey(IntelProperties properties) {
    PortKey key = PortKey.load(properties.signingKeyFile());
    if (!key.jwk().isPrivate()) {
      throw new IllegalStateException(
          "alliance.intel.signing-key-file: holds a public key; the private one is needed");
    }
    return key;
  }

  @Bean
  RootKeys rootKeys(DirectoryProperties properties) {
    return RootKeys.load(properties.rootKeyFile());
  }

  @Bean
  Directories directories(RootKeys roots, DatabaseClient database, JsonMapper json) {
    return new Directories(roots, database, json);
  }

  @Bean
  Cursors cursors(AccessProperties properties, DatabaseClient database) {
    return new Cursors(Base64.getDecoder().decode(properties.hashKey()), database);
  }

  /** The exchange signs the heads of its own log and of those that its port's services bring. */
  @Bean
  NotarisedLogs notarisedLogs(
      DatabaseClient database,
      TransactionalOperator transaction,
      PortKey signingKey,
      Locode self,
      Clock clock) {
    return new NotarisedLogs(database, transaction, signingKey, self.value(), clock);
  }

  @Bean
  HeadSigner headSigner(NotarisedLogs notary) {
    return notary.signerOf("intel-exchange-service");
  }

  @Bean
  LocalServices localServices(Environment environment) {
    return new LocalServices(
        Binder.get(environment)
            .bind("alliance.local-services", Bindable.mapOf(String.class, Path.class))
            .orElse(Map.of()));
  }

  /** The keys with which somebody may come with an assertion; without it none is believed. */
  @Bean
  Assertions.Keys assertionKeys(
      Locode self, Alliance alliance, LocalServices services, Clock clock) {
    return (peer, thumbprint) -> key(peer, thumbprint, self, alliance, services, clock);
  }

  /** A service speaks only at its own port, a port only with a key that the directory lists now. */
  private static Optional<PortKey> key(
      Peer peer,
      String thumbprint,
      Locode self,
      Alliance alliance,
      LocalServices services,
      Clock clock) {
    if (peer.service().isPresent()) {
      return peer.port().equals(self)
          ? services.key(peer.service().get(), thumbprint)
          : Optional.empty();
    }
    return peer.port().equals(self)
        ? Optional.empty()
        : alliance.key(peer.port(), thumbprint, clock.instant());
  }
}
