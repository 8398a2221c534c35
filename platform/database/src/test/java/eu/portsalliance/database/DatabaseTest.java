package eu.portsalliance.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each start is a process of its own, as in a cluster: what counts is its exit status and words.
 */
class DatabaseTest {

  private static final String FIRST = "classpath:db/first";
  private static final String BOTH = "classpath:db/first,classpath:db/second";

  private final TestPostgres.Database database = TestPostgres.database("start");

  /** How a start ended and what it said. */
  private record Ended(int status, String said) {}

  @Test
  void aRunOfItsOwnMigratesAndEndsAndTheServiceThenServesWithItsRoleAlone() throws SQLException {
    Ended migrated = start("migrate", FIRST, owner());

    assertThat(migrated.status()).as(migrated.said()).isZero();
    assertThat(database.rows("select version from flyway_schema_history where success"))
        .containsExactly("1");
    assertThat(database.count("select count(*) from note")).as("nothing was served").isZero();
    assertThat(start("migrate", FIRST, owner()).status()).as("a second time").isZero();

    Ended served = start("check", FIRST, service());
    assertThat(served.status()).as(served.said()).isZero();
    assertThat(database.rows("select text from note")).containsExactly("served");
    assertThatThrownBy(() -> database.executeAsService("alter table note add column more text"))
        .hasMessageContaining("must be owner");
    assertThatThrownBy(() -> database.executeAsService("create table mine (n integer)"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aServiceDoesNotStartWhileMigrationsArePendingAndChangesNothing() {
    assertThat(refusal(start("check", FIRST, service())))
        .endsWith(
            "/%s are pending: 1 notes. Run them as the owning role (alliance.database=migrate)."
                .formatted(database.name()));
    assertThat(
            database.rows(
                "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
        .isEmpty();

    start("migrate", FIRST, owner());
    assertThat(refusal(start("check", BOTH, service()))).contains("are pending: 2 note author.");
    assertThat(database.rows("select text from note")).isEmpty();
  }

  @Test
  void aSchemaNewerThanTheVersionIsSaidAndLivedWith() {
    start("migrate", BOTH, owner());

    Ended served = start("check", FIRST, service());
    assertThat(served.status()).as(served.said()).isZero();
    assertThat(served.said()).contains("is newer than this version: 2 note author.");
    Ended migrated = start("migrate", FIRST, owner());
    assertThat(migrated.status()).as(migrated.said()).isZero();
    assertThat(migrated.said()).contains("is newer than this version: 2 note author.");
  }

  @Test
  void oneMachineMigratesAndServesAtOnce() {
    Ended served = start("migrate-and-serve", FIRST, both());

    assertThat(served.status()).as(served.said()).isZero();
    assertThat(database.rows("select text from note")).containsExactly("served");
  }

  @Test
  void aMissingRoleOrWrongPasswordIsOneSentence() throws SQLException {
    passwordsCount();
    assertThat(refusal(start("migrate", FIRST, with(owner(), "spring.flyway.password=other"))))
        .startsWith("PostgreSQL does not let role %s into ".formatted(database.owner()))
        .endsWith(": it is missing, or its password is another.");
    assertThat(refusal(start("check", FIRST, with(service(), "spring.r2dbc.username=nobody"))))
        .startsWith("PostgreSQL does not let role nobody into ");
    assertThat(
            refusal(
                start(
                    "migrate",
                    FIRST,
                    with(owner(), "spring.flyway.placeholders.service_role=nobody"))))
        .startsWith("PostgreSQL has no role nobody to which ")
        .endsWith(" could be granted: create it, then migrate again.");
    assertThat(
            refusal(
                start(
                    "migrate",
                    FIRST,
                    with(
                        service(),
                        "spring.flyway.user=" + database.name(),
                        "spring.flyway.password=" + database.password(),
                        "spring.flyway.placeholders.service_role=" + database.name()))))
        .startsWith("Role %s may not change the schema of ".formatted(database.name()));
    assertThat(database.count("select count(*) from pg_class where relname = 'note'")).isZero();
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() {
    String elsewhere = "jdbc:postgresql://127.0.0.1:1/" + database.name() + "?loginTimeout=5";
    for (String mode : List.of("migrate", "check")) {
      List<String> settings = mode.equals("check") ? service() : owner();
      assertThat(refusal(start(mode, FIRST, with(settings, "spring.flyway.url=" + elsewhere))))
          .isEqualTo("PostgreSQL does not answer at 127.0.0.1:1/%s.".formatted(database.name()));
      String missing = database.jdbcUrl().replace(database.name(), "missing");
      assertThat(refusal(start(mode, FIRST, with(settings, "spring.flyway.url=" + missing))))
          .startsWith("PostgreSQL has no database ")
          .endsWith("/missing.");
    }
  }

  @Test
  void whatWouldLetAServiceChangeItsSchemaIsRefused() {
    start("migrate", FIRST, owner());

    assertThat(refusal(start("check", FIRST, both()))).startsWith("spring.flyway.password: take");
    assertThat(
            refusal(
                start(
                    "check", FIRST, with(service(), "spring.r2dbc.username=" + database.owner()))))
        .startsWith("Role %s may change the schema of ".formatted(database.owner()));
  }

  @Test
  void aMissingAddressOrUnknownModeIsRefused() {
    assertThat(
            refusal(
                start(
                    "check",
                    FIRST,
                    service().stream().filter(s -> !s.contains(".url=jdbc")).toList())))
        .startsWith("spring.flyway.url: say where");
    assertThat(start("sometimes", FIRST, owner()).said()).contains("alliance.database");
    assertThat(start("sometimes", FIRST, owner()).status()).isNotZero();
  }

  /** The embedded server lets anybody in: here it asks the owner's password, as a real one does. */
  private void passwordsCount() throws SQLException {
    try (Connection superuser = database.asSuperuser();
        Statement statement = superuser.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select f, pg_read_file(f) from current_setting('hba_file') f")) {
      row.next();
      String file = row.getString(1);
      String rules =
          "host %s %s all scram-sha-256\n".formatted(database.name(), database.owner())
              + row.getString(2);
      try (Statement write = superuser.createStatement()) {
        write.execute(
            """
            copy (select line from regexp_split_to_table($hba$%s$hba$, E'\\n') as line where line <> '')
              to '%s' with (format csv, delimiter E'\\x01', quote E'\\x02')
            """
                .formatted(rules, file));
        write.execute("select pg_reload_conf()");
      }
    }
  }

  /** The one sentence between the words of the framework; no stack trace goes with it. */
  private static String refusal(Ended ended) {
    assertThat(ended.status()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).doesNotContain("\tat ");
    List<String> lines =
        ended
            .said()
            .lines()
            .dropWhile(line -> !line.equals("Description:"))
            .skip(1)
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(lines).as(ended.said()).hasSize(1);
    return lines.getFirst();
  }

  private List<String> owner() {
    return List.of(
        "spring.flyway.url=" + database.jdbcUrl(),
        "spring.flyway.user=" + database.owner(),
        "spring.flyway.password=" + database.password(),
        "spring.flyway.placeholders.service_role=" + database.name());
  }

  private List<String> service() {
    return List.of(
        "spring.flyway.url=" + database.jdbcUrl(),
        "spring.r2dbc.url=" + database.r2dbcUrl(),
        "spring.r2dbc.username=" + database.name(),
        "spring.r2dbc.password=" + database.password());
  }

  private List<String> both() {
    return Stream.concat(service().stream(), owner().stream()).distinct().toList();
  }

  private static List<String> with(List<String> settings, String... others) {
    return Stream.concat(settings.stream(), Stream.of(others)).toList();
  }

  /** Later settings stand in the place of earlier ones. */
  private static Ended start(String mode, String locations, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    settings.forEach(setting -> command.add("-D" + setting));
    String classes = System.getProperty("surefire.test.class.path");
    command.addAll(
        List.of("-cp", classes == null ? System.getProperty("java.class.path") : classes));
    command.add(Probe.class.getName());
    command.add("--alliance.database=" + mode);
    command.add("--spring.main.web-application-type=none");
    command.add("--spring.flyway.locations=" + locations);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
