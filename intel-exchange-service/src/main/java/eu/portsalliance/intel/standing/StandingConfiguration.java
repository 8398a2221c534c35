package eu.portsalliance.intel.standing;

import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.lease.Leases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** What no standing release let go to another port goes after thirty days. */
@Configuration(proxyBeanMethods = false)
class StandingConfiguration {

  @Bean
  Housekeeping endOfWhatIsKeptForOtherPorts(DatabaseClient database, Leases leases) {
    return new Housekeeping(
        database,
        leases,
        """
        with receipts as (
          delete from receipts_due
           where (port, object_id, modified) in (
                   select port, object_id, modified from receipts_due where at < now() - interval '30 days' limit 1000)
        ), looks as (
          delete from look_due
           where (port, source, alert) in (
                   select port, source, alert from look_due where at < now() - interval '30 days' limit 1000)
        )
        delete from collision_due
         where (port, alert) in (
                 select port, alert from collision_due where at < now() - interval '30 days' limit 1000)
        """);
  }
}
