package eu.portsalliance.audit;

import eu.portsalliance.access.AuditEntry;
import java.time.Period;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The record of a service.
 *
 * @param path where its pages are, for example {@code /api/intel}
 * @param role who may read it, {@code auditor} or on the alliance plane {@code alliance-auditor}
 * @param retention how long rows of each kind of processing are kept, as ISO 8601 periods; a kind
 *     that is not named is kept for ever. The values shipped are examples: a port sets its own
 */
@ConfigurationProperties(prefix = "alliance.audit", ignoreUnknownFields = false)
public record AuditProperties(
    String path, @DefaultValue("auditor") String role, Map<AuditEntry.Act, Period> retention) {

  public AuditProperties {
    retention = Map.copyOf(retention);
  }
}
