package eu.portsalliance.access.lease;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Background work under leases, for every service that has a database. */
@AutoConfiguration(
    after = R2dbcAutoConfiguration.class,
    before = R2dbcTransactionManagerAutoConfiguration.class)
public class LeaseAutoConfiguration {

  @Bean
  ReactiveTransactionManager fencedTransactions(ConnectionFactory connections) {
    return new FencedTransactions(connections);
  }

  @Bean
  Leases leases(DatabaseClient database, TransactionalOperator transaction) {
    return new Leases(database, transaction, Leases.LIFE);
  }
}
