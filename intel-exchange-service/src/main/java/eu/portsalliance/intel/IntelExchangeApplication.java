package eu.portsalliance.intel;

import eu.portsalliance.database.ServiceStart;
import eu.portsalliance.intel.proof.TenantProof;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the intel exchange of one port. */
@SpringBootApplication
public class IntelExchangeApplication {

  /** Starts it with the configuration that the command line names. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].startsWith(TenantProof.OPTION)) {
      String kind = arguments[0].substring(TenantProof.OPTION.length());
      System.exit(new TenantProof(System.out, System.getenv()).run(kind));
    }
    ServiceStart.run(IntelExchangeApplication.class, arguments);
  }
}
