package eu.portsalliance.database;

import org.springframework.boot.SpringApplication;

/** Starts a service that has a database. */
public final class ServiceStart {

  private ServiceStart() {}

  /**
   * Runs the service. With {@code alliance.database=migrate} it brings the database to the schema
   * and returns; nothing else of the service is started, so nothing else needs to be configured.
   */
  public static void run(Class<?> service, String... arguments) {
    SpringApplication application = new SpringApplication(service);
    application.addListeners(new MigrationRun());
    try {
      application.run(arguments);
    } catch (SpringApplication.AbandonedRunException migrated) {
      // as asked: the process ends with status 0
    }
  }
}
