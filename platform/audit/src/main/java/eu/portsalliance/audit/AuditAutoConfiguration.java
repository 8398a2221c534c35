package eu.portsalliance.audit;

import eu.portsalliance.access.AccessAutoConfiguration;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.lease.Leases;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Seals, serves and ends the record of a service that says who signs its heads. */
@AutoConfiguration(after = AccessAutoConfiguration.class)
@EnableConfigurationProperties(AuditProperties.class)
public class AuditAutoConfiguration {

  @Bean
  SealedLog sealedLog(DatabaseClient database, TransactionalOperator transaction) {
    return new SealedLog(database, transaction);
  }

  @Bean
  Sealer sealer(SealedLog log, HeadSigner signer, Leases leases, Clock clock) {
    return new Sealer(log, signer, leases, clock);
  }

  @Bean
  Retention auditRetention(DatabaseClient database, Leases leases, AuditProperties properties) {
    return new Retention(
        database,
        leases,
        properties.retention().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), java.util.Map.Entry::getValue)));
  }

  @Bean
  AuditController auditController(
      DatabaseClient database,
      AuditTrail trail,
      AuditProperties properties,
      TransactionalOperator transaction,
      Clock clock) {
    return new AuditController(
        new AuditRecords(database), trail, properties.role(), transaction, clock);
  }

  @Bean
  Refusals auditRefusals(AuditTrail trail) {
    return new Refusals(trail);
  }

  @Bean
  AuditHealth auditHealthIndicator(Sealer sealer) {
    return new AuditHealth(sealer);
  }

  @Bean
  MeterBinder sealerLagGauge(Sealer sealer) {
    return registry ->
        Gauge.builder("alliance.sealer.lag", sealer, one -> one.lag().toMillis() / 1000.0)
            .baseUnit("seconds")
            .description("for how long an audit row may have waited to be sealed and signed")
            .register(registry);
  }
}
