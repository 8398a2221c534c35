package eu.portsalliance.database;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.Ordered;

/** Migrates, if that is asked for, as soon as the configuration is known; then gives the run up. */
final class MigrationRun
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (DatabaseMode.of(event.getEnvironment()) != DatabaseMode.MIGRATE) {
      return;
    }
    try (var context = new AnnotationConfigApplicationContext()) {
      context.setEnvironment(event.getEnvironment());
      context.register(DatabaseAutoConfiguration.class, FlywayAutoConfiguration.class);
      context.refresh();
    }
    throw new SpringApplication.AbandonedRunException();
  }

  /** After all that reads configuration and sets up the log. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
