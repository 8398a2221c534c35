package eu.portsalliance.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Writes audit rows. A row is part of the transaction in which it is written: it commits with the
 * act or not at all. The service's role can add and read rows and change none.
 */
public final class AuditTrail {

  private final DatabaseClient database;
  private final SecretKeySpec hashKey;

  public AuditTrail(DatabaseClient database, byte[] hashKey) {
    this.database = database;
    this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
  }

  /** Adds one row, in the caller's transaction if there is one. */
  public Mono<Void> record(AuditEntry entry) {
    return database
        .sql(
            """
            insert into audit_record
              (act, actor, organisation, purpose, case_number, what, ids, recipient)
            values
              (:act, :actor, :organisation, :purpose, :case_number, :what, :ids, :recipient)
            """)
        .bind("act", entry.act().name())
        .bind("actor", entry.actor())
        .bind("organisation", entry.organisation())
        .bind("purpose", entry.work().map(work -> work.purpose().label()).orElse(""))
        .bind("case_number", entry.work().map(Work::caseNumber).orElse(""))
        .bind("what", entry.what())
        .bind("ids", entry.ids().toArray(String[]::new))
        .bind("recipient", entry.recipient().orElse(""))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * A salted hash for what must not stand in a record as it is, such as a container number.
   *
   * @return 22 characters of base64url: the first 128 bits of an HMAC-SHA-256
   */
  public String hash(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(hashKey);
      byte[] full = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(full).substring(0, 22);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
