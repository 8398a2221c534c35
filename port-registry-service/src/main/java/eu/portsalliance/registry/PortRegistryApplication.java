package eu.portsalliance.registry;

import eu.portsalliance.access.OpenPaths;
import eu.portsalliance.database.ServiceStart;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the port registry of the alliance plane. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class PortRegistryApplication {

  public static void main(String[] arguments) {
    ServiceStart.run(PortRegistryApplication.class, arguments);
  }

  /** The directory is public and proves itself; an enrolment and a log's growth do so too. */
  @Bean
  OpenPaths openPaths() {
    return new OpenPaths(
        List.of(
            "/api/registry/directory",
            "/api/registry/enrolments",
            "/api/registry/audit/extension"));
  }
}
