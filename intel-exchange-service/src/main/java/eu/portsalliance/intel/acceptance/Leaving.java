package eu.portsalliance.intel.acceptance;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.delivery.Delivered;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.DirectoryAge;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.Peer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The one gate to other ports. Nothing above GREEN passes while the directory is too old, and none
 * to a peer whose key two people of this port have not accepted (ADR 0013).
 */
@Component
public class Leaving {

  private final DirectoryAge age;
  private final AcceptanceRows rows;
  private final Alliance alliance;
  private final TransactionalOperator transaction;
  private final Clock clock;

  Leaving(
      DirectoryAge age,
      AcceptanceRows rows,
      Alliance alliance,
      TransactionalOperator transaction,
      Clock clock) {
    this.age = age;
    this.rows = rows;
    this.alliance = alliance;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A peer that asks.
   *
   * @param key thumbprint of the key with which it signed what it asks
   */
  public record Asking(Locode port, String key) {

    /** Who asks with a verified assertion; empty for a service of this port. */
    public static Optional<Asking> of(Peer peer, String authorization) {
      return peer.service().isPresent()
          ? Optional.empty()
          : Optional.of(
              new Asking(
                  peer.port(),
                  Jws.claimedKey(authorization.substring(authorization.indexOf(' ') + 1))
                      .orElse("")));
    }
  }

  /**
   * What passes.
   *
   * @param given the entries that do, in order
   * @param held whether the age of the directory holds back the others, and what stands behind them
   */
  public record Passed(List<Delivered> given, boolean held) {}

  /** Whether an object so marked may leave to a peer now. */
  public Mono<Boolean> mayLeave(Asking peer, Tlp tlp) {
    return !above(tlp)
        ? Mono.just(true)
        : age.mayLeave(tlp) ? rows.accepted(peer.port(), peer.key()) : Mono.just(false);
  }

  /** Which of some entries of its log a peer is given; what it is not is kept for it. */
  public Mono<Passed> pass(Asking peer, List<Delivered> entries) {
    if (entries.stream().noneMatch(Leaving::above)) {
      return Mono.just(new Passed(entries, false));
    }
    return rows.accepted(peer.port(), peer.key())
        .flatMap(accepted -> accepted ? Mono.just(byAge(entries)) : passOver(peer, entries));
  }

  /** Which of these markings machines may speak of to a peer now, which takes all of its keys. */
  public Mono<String[]> spoken(Locode peer, String[] markings) {
    if (Arrays.stream(markings).noneMatch(name -> above(Tlp.valueOf(name)))) {
      return Mono.just(markings);
    }
    return (age.mayLeave(Tlp.RED)
            ? rows.accepted(peer, alliance.required().keys(peer.value(), clock.instant()))
            : Mono.just(false))
        .map(
            free ->
                free
                    ? markings
                    : Arrays.stream(markings)
                        .filter(name -> !above(Tlp.valueOf(name)))
                        .toArray(String[]::new));
  }

  /** Decided under the lock of an acceptance: what is passed over after it would wait for ever. */
  private Mono<Passed> passOver(Asking peer, List<Delivered> entries) {
    List<Long> numbers = entries.stream().filter(Leaving::above).map(Delivered::seq).toList();
    List<Delivered> weak = entries.stream().filter(entry -> !above(entry)).toList();
    return rows.lock(peer.port())
        .then(Mono.defer(() -> rows.accepted(peer.port(), peer.key())))
        .flatMap(
            accepted ->
                accepted
                    ? Mono.just(byAge(entries))
                    : rows.passOver(peer.port(), numbers).thenReturn(new Passed(weak, false)))
        .as(transaction::transactional);
  }

  private Passed byAge(List<Delivered> entries) {
    if (age.mayLeave(Tlp.RED)) {
      return new Passed(entries, false);
    }
    return new Passed(entries.stream().takeWhile(entry -> !above(entry)).toList(), true);
  }

  private static boolean above(Delivered entry) {
    return !entry.withdrawn() && above(entry.object().tlp());
  }

  static boolean above(Tlp tlp) {
    return switch (tlp) {
      case CLEAR, GREEN -> false;
      case AMBER, AMBER_STRICT, RED -> true;
    };
  }
}
