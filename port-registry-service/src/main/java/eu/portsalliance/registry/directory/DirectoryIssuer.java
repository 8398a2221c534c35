package eu.portsalliance.registry.directory;

import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

/**
 * Signs the directory with the root key. The serial rises when the content differs from the newest
 * document, when that has become old, or when another root key signed it, and never otherwise;
 * replicas take turns.
 */
@Component
public class DirectoryIssuer {

  private final PortKey root;
  private final RegistrySettings settings;
  private final DirectoryTables tables;
  private final IssuedDirectories issued;
  private final TransactionalOperator transaction;
  private final Clock clock;

  DirectoryIssuer(
      RegistrySettings settings,
      DirectoryTables tables,
      IssuedDirectories issued,
      ReactiveTransactionManager transactions,
      Clock clock) {
    this.root = PortKey.load(settings.rootKeyFile());
    if (!root.jwk().isPrivate()) {
      throw new IllegalArgumentException(
          "alliance.registry.root-key-file holds a public key: give the private one");
    }
    this.settings = settings;
    this.tables = tables;
    this.issued = issued;
    this.transaction = TransactionalOperator.create(transactions, snapshot());
    this.clock = clock;
  }

  /**
   * Runs an act that changes members and issues what follows from it, as one transaction: no other
   * replica changes or issues meanwhile. The act calls {@link #issue()} when it has changed what it
   * wanted to change.
   */
  public <T> Mono<T> inTurn(Mono<T> act) {
    return transaction.transactional(issued.takeTurn().then(act));
  }

  /**
   * The directory as the tables are now: the newest document when it still says the same and is not
   * old, else a new one. Only inside {@link #inTurn}.
   */
  public Mono<IssuedDirectory> issue() {
    return Mono.zip(
            tables.read(), issued.newest().map(Optional::of).defaultIfEmpty(Optional.empty()))
        .flatMap(state -> issue(state.getT1(), state.getT2()));
  }

  private Mono<IssuedDirectory> issue(DirectoryContent content, Optional<IssuedDirectory> newest) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    byte[] hash = content.sha256();
    if (newest.filter(document -> stands(document, hash, now)).isPresent()) {
      return Mono.just(newest.get());
    }
    long serial = newest.map(IssuedDirectory::serial).orElse(0L) + 1;
    String document = Jws.sign(root, Directory.TYPE, content.payload(serial, now));
    return issued.add(new IssuedDirectory(serial, now, hash, document));
  }

  private boolean stands(IssuedDirectory document, byte[] contentHash, Instant now) {
    // After a change of the root key the old document no longer verifies for whoever pinned the
    // new.
    return Jws.claimedKey(document.document()).equals(Optional.of(root.thumbprint()))
        && MessageDigest.isEqual(document.contentSha256(), contentHash)
        && now.isBefore(document.issued().plus(settings.reissueAfter()));
  }

  private static TransactionDefinition snapshot() {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return definition;
  }
}
