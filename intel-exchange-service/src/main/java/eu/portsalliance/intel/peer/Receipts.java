package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.TextArray;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Receipts that peers gave, and those that are due to them. */
@Component
class Receipts {

  private final DatabaseClient database;
  private final StandingReleases standing;
  private final Disclosures disclosures;
  private final TransactionalOperator transaction;

  Receipts(
      DatabaseClient database,
      StandingReleases standing,
      Disclosures disclosures,
      TransactionalOperator transaction) {
    this.database = database;
    this.standing = standing;
    this.disclosures = disclosures;
    this.transaction = transaction;
  }

  /** Keeps what a peer states about versions that it was given; anything else is left out. */
  Mono<Void> keep(Locode peer, List<ReceiptPage.Receipt> receipts) {
    if (receipts.isEmpty()) {
      return Mono.empty();
    }
    return database
        .sql(
            """
            insert into receipts (port, object_id, modified, state, at)
            select :port, r.id, cast(r.modified as timestamptz), r.state, cast(r.at as timestamptz)
              from unnest(cast(:ids as text[]), cast(:modifieds as text[]), cast(:states as text[]),
                          cast(:ats as text[])) as r (id, modified, state, at)
             where exists (select from deliveries d
                            where d.recipient = :recipient and d.object_id = r.id
                              and d.modified = cast(r.modified as timestamptz) offset 0)
            on conflict do nothing
            """)
        .bind("port", peer.value())
        .bind("recipient", RecipientClass.peer(peer).value())
        .bind("ids", TextArray.of(receipts, ReceiptPage.Receipt::id))
        .bind("modifieds", TextArray.of(receipts, r -> r.modified().toString()))
        .bind("states", TextArray.of(receipts, ReceiptPage.Receipt::state))
        .bind("ats", TextArray.of(receipts, r -> r.at().toString()))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** What is due to a peer and may leave by a standing release, at most one page. */
  Mono<List<ReceiptPage.Receipt>> due(Locode peer) {
    return standing
        .markings(StandingRelease.Type.RECEIPT, peer)
        .flatMap(markings -> due(peer, markings));
  }

  private Mono<List<ReceiptPage.Receipt>> due(Locode peer, String[] markings) {
    return database
        .sql(
            """
            select object_id, modified, at from receipts_due
             where port = :port and tlp = any(:markings) order by at limit :limit
            """)
        .bind("port", peer.value())
        .bind("markings", markings)
        .bind("limit", ReceiptPage.MOST)
        .map(
            row ->
                new ReceiptPage.Receipt(
                    Columns.get(row, "object_id", String.class),
                    Columns.instant(row, "modified"),
                    "delivered",
                    Columns.instant(row, "at")))
        .all()
        .collectList();
  }

  /** Sends them by what sends them; then the peer has them. */
  Mono<Void> send(Locode peer, List<ReceiptPage.Receipt> receipts, Mono<Void> sending) {
    List<String> ids = receipts.stream().map(ReceiptPage.Receipt::id).distinct().toList();
    return disclosures
        .make(StandingRelease.Type.RECEIPT, peer, receipts, ids, sending)
        .then(sent(peer, receipts).as(transaction::transactional));
  }

  private Mono<Void> sent(Locode peer, List<ReceiptPage.Receipt> receipts) {
    return database
        .sql(
            """
            delete from receipts_due d
             using unnest(cast(:ids as text[]), cast(:modifieds as text[])) as r (id, modified)
             where d.port = :port and d.object_id = r.id and d.modified = cast(r.modified as timestamptz)
            """)
        .bind("port", peer.value())
        .bind("ids", TextArray.of(receipts, ReceiptPage.Receipt::id))
        .bind("modifieds", TextArray.of(receipts, r -> r.modified().toString()))
        .fetch()
        .rowsUpdated()
        .then();
  }
}
