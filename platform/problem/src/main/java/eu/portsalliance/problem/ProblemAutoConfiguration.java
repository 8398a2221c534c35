package eu.portsalliance.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebExceptionHandler;

/** Puts the problem handler before Boot's own error page. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class ProblemAutoConfiguration {

  /** Runs before Boot's handler, which stands at -1. */
  @Bean
  @Order(-2)
  WebExceptionHandler problemExceptionHandler() {
    return new ProblemExceptionHandler();
  }
}
