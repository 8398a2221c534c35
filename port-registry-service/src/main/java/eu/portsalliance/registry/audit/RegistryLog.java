package eu.portsalliance.registry.audit;

import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.HeadSigner;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.registry.directory.RegistrySettings;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The registry signs its own log with the key that every port has pinned. */
@Configuration(proxyBeanMethods = false)
class RegistryLog {

  static final String SERVICE = "port-registry-service";

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLog.class);

  private final NotarisedLogs notary;
  private final Lease lease;

  RegistryLog(
      RegistrySettings settings,
      DatabaseClient database,
      TransactionalOperator transaction,
      Leases leases,
      Clock clock) {
    PortKey root = PortKey.load(settings.rootKeyFile());
    this.notary = new NotarisedLogs(database, transaction, root, Head.ALLIANCE, clock);
    this.lease = leases.lease(Housekeeping.LEASE);
  }

  @Bean
  NotarisedLogs notarisedLogs() {
    return notary;
  }

  @Bean
  HeadSigner headSigner() {
    return notary.signerOf(SERVICE);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  void thin() {
    lease
        .write(notary.thin())
        .timeout(Duration.ofMinutes(1))
        .subscribe(
            _ -> {}, failure -> LOG.warn("Old heads wait to be thinned: {}", failure.toString()));
  }
}
