package eu.portsalliance.risk;

import eu.portsalliance.database.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** risk-service: journeys of containers, findings, score and ranking of one port. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RiskApplication {
  /** Starts the process; its settings come from the file that the starter names. */
  public static void main(String[] arguments) {
    ServiceStart.run(RiskApplication.class, arguments);
  }
}
