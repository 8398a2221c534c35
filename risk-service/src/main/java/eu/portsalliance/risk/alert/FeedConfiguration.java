package eu.portsalliance.risk.alert;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.peers.AssertionClientFilter;
import eu.portsalliance.peers.Assertions;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.peers.RootKeys;
import eu.portsalliance.risk.wake.Rounds;
import eu.portsalliance.risk.wake.Wakes;
import eu.portsalliance.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What follows the exchange. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int EXPIRED_AT_ONCE = 1_000;

  /** A page of 100 alerts, each with its full text. */
  private static final int LARGEST_PAGE = 16 * 1024 * 1024;

  @Bean
  Directories directories(
      DirectoryProperties properties, DatabaseClient database, JsonMapper json) {
    return new Directories(RootKeys.load(properties.rootKeyFile()), database, json);
  }

  @Bean
  ExchangeClient exchangeClient(
      FeedProperties properties, AccessProperties access, Assertions assertions) {
    Locode port = access.ownPort().orElseThrow();
    Peer self = new Peer(port, Optional.of("risk-service"));
    PortKey key = PortKey.load(properties.signingKeyFile());
    return new ExchangeClient(
        WebClient.builder()
            .baseUrl(properties.exchange().toString())
            .filter(new AssertionClientFilter(assertions, self, key, port))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_PAGE))
            .build());
  }

  @Bean
  Alerts alerts(
      DatabaseClient database,
      TransactionalOperator transaction,
      AuditTrail audit,
      AccessProperties access) {
    return new Alerts(database, transaction, audit, access.ownPort().orElseThrow());
  }

  @Bean
  AlertFeed alertFeed(
      ExchangeClient exchange,
      Alerts alerts,
      Directories directories,
      Wakes wakes,
      Traces traces,
      Leases leases,
      Clock clock) {
    return new AlertFeed(exchange, alerts, directories, wakes, traces, leases, clock);
  }

  @Bean
  Rounds alertExpiry(Alerts alerts, Leases leases, Clock clock) {
    return new Rounds(
        "The erasure of expired alerts",
        PAUSE,
        leases,
        Mono.defer(() -> alerts.expire(clock.instant(), EXPIRED_AT_ONCE)));
  }
}
