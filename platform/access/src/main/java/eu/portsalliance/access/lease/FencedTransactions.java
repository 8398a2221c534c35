package eu.portsalliance.access.lease;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Optional;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Before a transaction of work under a lease is committed, asks whether the term under which the
 * work was begun is still the newest; otherwise it is rolled back. Transactions of requests are
 * left as they are.
 */
final class FencedTransactions extends R2dbcTransactionManager {

  private final Fences fences;

  FencedTransactions(ConnectionFactory connections) {
    super(connections);
    this.fences = new Fences(DatabaseClient.create(connections));
  }

  @Override
  protected Mono<Void> prepareForCommit(
      TransactionSynchronizationManager synchronization, GenericReactiveTransaction status) {
    return Mono.deferContextual(
        context -> {
          Optional<Term> term = context.getOrEmpty(Term.class);
          return status.isNewTransaction()
              ? Mono.justOrEmpty(term).flatMap(fences::hold)
              : Mono.<Void>empty();
        });
  }
}
