package eu.portsalliance.identity;

import eu.portsalliance.audit.HeadSigner;
import eu.portsalliance.database.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** identity-service: keeps Keycloak as wanted. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class IdentityApplication {

  public static void main(String[] arguments) {
    ServiceStart.run(IdentityApplication.class, arguments);
  }

  /**
   * This service holds no key that anybody has pinned: its record is sealed and nobody signs it, so
   * that a change of it is seen by whoever kept an export and by nobody else.
   */
  @Bean
  HeadSigner headSigner() {
    return HeadSigner.nobody();
  }
}
