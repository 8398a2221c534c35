package eu.portsalliance.intel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the intel exchange of one port. */
@SpringBootApplication
public class IntelExchangeApplication {

  /** Starts it with the configuration that the command line names. */
  public static void main(String[] arguments) {
    SpringApplication.run(IntelExchangeApplication.class, arguments);
  }
}
