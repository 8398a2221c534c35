package eu.portsalliance.problem;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.server.WebExceptionHandler;
import tools.jackson.core.StreamReadFeature;

/**
 * Puts the problem handler before Boot's own error page, and holds what comes in to the same rules
 * everywhere.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class ProblemAutoConfiguration {

  /** Runs before Boot's handler, which stands at -1. */
  @Bean
  @Order(-2)
  WebExceptionHandler problemExceptionHandler() {
    return new ProblemExceptionHandler();
  }

  /** The gateway gives up on a service after ten seconds: whoever drips is told before. */
  @Bean
  HttpHandlerDecoratorFactory bodyDeadline(
      @Value("${alliance.problem.body-within:8s}") Duration within) {
    return new BodyDeadline(within);
  }

  /** Of a member that is named twice, two readers may see two values (RFC 8259, section 4). */
  @Bean
  JsonMapperBuilderCustomizer noMemberTwice() {
    return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }
}
