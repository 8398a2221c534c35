package eu.portsalliance.registry.enrolment;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What an enrolment leaves in the tables. */
@Repository
class EnrolmentRows {

  private final DatabaseClient database;

  EnrolmentRows(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Remembers a proof of an active port.
   *
   * @return false when the id was seen before, or the port is no active member
   */
  Mono<Boolean> remember(UUID id, Locode port, Instant now) {
    return database
        .sql(
            """
            insert into enrolment_proof (jti, port, seen)
            select :jti, locode, :now from port where locode = :port and status = 'active'
            on conflict (jti) do nothing
            """)
        .bind("jti", id)
        .bind("port", port.value())
        .bind("now", now)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** Forgets proofs that are too old to be accepted again. */
  Mono<Void> forgetBefore(Instant time) {
    return database.sql("delete from enrolment_proof where seen < :time").bind("time", time).then();
  }

  /**
   * Puts the address of the port.
   *
   * @return whether it was another one before
   */
  Mono<Boolean> putAddress(Locode port, String address) {
    return database
        .sql(
            """
            update port set address = :address
            where locode = :port and address is distinct from :address
            """)
        .bind("port", port.value())
        .bind("address", address)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /**
   * Puts a key of the port, valid for a time; one that stands already is renewed only when it would
   * end soon.
   *
   * @return whether anything changed
   */
  Mono<Boolean> putKey(Locode port, PortKey key, Validity validity) {
    return database
        .sql(
            """
            insert into port_key (port, thumbprint, x, y, not_before, not_after)
            values (:port, :thumbprint, :x, :y, :not_before, :not_after)
            on conflict (port, thumbprint) do update
              set not_after = excluded.not_after, withdrawn = null
              where port_key.withdrawn is not null or port_key.not_after < :renew_before
            """)
        .bind("port", port.value())
        .bind("thumbprint", key.thumbprint())
        .bind("x", key.jwk().getX().toString())
        .bind("y", key.jwk().getY().toString())
        .bind("not_before", validity.from())
        .bind("not_after", validity.until())
        .bind("renew_before", validity.renewBefore())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /**
   * How long a key may sign.
   *
   * @param renewBefore a standing key that ends before this is renewed
   */
  record Validity(Instant from, Instant until, Instant renewBefore) {}
}
