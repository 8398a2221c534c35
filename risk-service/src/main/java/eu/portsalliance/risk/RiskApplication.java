package eu.portsalliance.risk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** risk-service: journeys of containers, findings, score and ranking of one port. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RiskApplication {
  /** Starts the process; its settings come from the file that the starter names. */
  public static void main(String[] arguments) {
    SpringApplication.run(RiskApplication.class, arguments);
  }
}
