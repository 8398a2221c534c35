package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.lease.Leases;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * The settings of the duty desk; allowances of days that are over go, and which looks were counted
 * once nobody tells them again: what waits for a peer goes earlier. Plans that were changed go
 * after a year, with the addresses in them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DutyProperties.class)
class DutyConfiguration {

  @Bean
  Housekeeping endOfLookAllowances(DatabaseClient database, Leases leases) {
    return new Housekeeping(
        database,
        leases,
        """
        delete from look_allowance
         where (actor, day) in (select actor, day from look_allowance
                                 where day < cast(now() at time zone 'UTC' as date) limit 1000)
        """);
  }

  @Bean
  Housekeeping endOfCountedLooks(DatabaseClient database, Leases leases) {
    return new Housekeeping(
        database,
        leases,
        """
        delete from look_counted
         where (alert, port, source) in (select alert, port, source from look_counted
                                          where counted_at < now() - interval '31 days' limit 1000)
        """);
  }

  @Bean
  Housekeeping endOfChangedRotas(DatabaseClient database, Leases leases) {
    return new Housekeeping(
        database,
        leases,
        """
        delete from duty_rota_change
         where id in (select id from duty_rota_change where ended_at < now() - interval '1 year' limit 1000)
        """);
  }
}
