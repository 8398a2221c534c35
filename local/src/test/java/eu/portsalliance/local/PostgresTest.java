package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On the real server, as it runs under the supervisor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTest {
  private StateFolder state;
  private Secrets secrets;
  private Postgres postgres;
  private Child child;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    state = new StateFolder(folder);
    state.make();
    secrets = Secrets.open(state.secretsFile());
    postgres =
        new Postgres(
            state, new Installed(folder.resolve("installed")), secrets, new Addresses().free());
    postgres.prepare();
    Board board = new Board(state.stateFile(), 0, 0);
    board.add(Postgres.PART, postgres.port());
    child =
        new Child(
            Postgres.PART,
            () -> {
              postgres.mend();
              return new ProcessBuilder(postgres.command());
            },
            postgres::answers,
            state.log(Postgres.PART),
            Leftovers.Way.POSTGRESQL,
            Duration.ofMinutes(1),
            board);
    Thread.ofVirtual().start(child);
    child.firstHealth().join();
    databases().ensure(List.of("nlrtm_intel", "beanr_intel"));
  }

  @AfterAll
  void end() {
    child.end();
  }

  private Databases databases() {
    return new Databases(postgres, secrets);
  }

  @Test
  void itRunsWithDurableSettings() throws SQLException {
    try (Connection connection = postgres.connect("postgres")) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(one(connection, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(one(connection, "show data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void aWrongPasswordOpensNothing() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                        Postgres.jdbc(postgres.port(), "nlrtm_intel"), "nlrtm_intel", "guess")
                    .close())
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void theServiceRoleCannotAlterTheSchemaAndTheOwnerCan() throws SQLException {
    try (Connection owner = as("nlrtm_intel_owner", "nlrtm_intel");
        Connection service = as("nlrtm_intel", "nlrtm_intel")) {
      execute(owner, "create table kept (id int)");
      execute(owner, "grant select on kept to nlrtm_intel");
      assertThat(one(service, "select count(*) from kept")).isEqualTo("0");
      assertThatThrownBy(() -> execute(service, "create table own (id int)"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> execute(service, "alter table kept add column x int"))
          .hasMessageContaining("must be owner");
      execute(owner, "drop table kept");
    }
  }

  @Test
  void noPortsRoleConnectsToAnotherPortsDatabase() {
    for (String role : List.of("beanr_intel", "beanr_intel_owner", Keycloak.DATABASE)) {
      assertThatThrownBy(() -> as(role, "nlrtm_intel").close())
          .as(role)
          .hasMessageContaining("permission denied for database");
    }
    assertThatThrownBy(() -> as("nlrtm_intel", "postgres").close())
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void aSecondRunOfTheSetUpChangesNothing() throws SQLException {
    databases().ensure(List.of("nlrtm_intel", "beanr_intel"));
    try (Connection service = as("nlrtm_intel", "nlrtm_intel")) {
      assertThat(one(service, "select current_user")).isEqualTo("nlrtm_intel");
    }
  }

  @Test
  void whatWasCommittedIsThereAfterAKillAndAStaleLockFile() throws Exception {
    try (Connection owner = as("beanr_intel_owner", "beanr_intel")) {
      execute(owner, "create table kept as select 42 as answer");
    }
    child.stop();
    // as a power cut leaves it: a lock file with a process id that is somebody else's by now
    Files.writeString(
        state.database().resolve("postmaster.pid"),
        ProcessHandle.current().pid()
            + "\n"
            + state.database()
            + "\n1700000000\n"
            + postgres.port()
            + "\n\n127.0.0.1\n 0 0\nready\n");
    child.start();
    awaitAnswer();
    try (Connection owner = as("beanr_intel_owner", "beanr_intel")) {
      assertThat(one(owner, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void aLockFileThatNobodyCanReadIsTakenAway() throws Exception {
    child.stop();
    // as a power cut leaves it when its blocks were never written
    Files.write(state.database().resolve("postmaster.pid"), new byte[64]);
    child.start();
    awaitAnswer();
    assertThat(postgres.answers()).isTrue();
  }

  private void awaitAnswer() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 200 && !postgres.answers(); i++) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private Connection as(String role, String database) throws SQLException {
    return DriverManager.getConnection(
        Postgres.jdbc(postgres.port(), database), role, databases().password(role));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
