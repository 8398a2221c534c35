package eu.portsalliance.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.testkit.TestPostgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Both drivers believe a server only for its own name and by the authority of the Secret. */
class VerifiedConnectionTest {

  private static final String PASSWORD = "changeit";
  private static final TestPostgres.Database DATABASE = TestPostgres.database("verified");
  private static final Path CHART = Path.of("../../helm/port-tenant/templates/_parts.tpl");

  @TempDir static Path folder;

  @BeforeAll
  static void aServerWithACertificate()
      throws IOException, InterruptedException, GeneralSecurityException, SQLException {
    Path store = folder.resolve("store.p12");
    keytool(store, "authority", "-ext", "bc:c");
    keytool(store, "another", "-ext", "bc:c");
    String name = (DATABASE.host().matches("[0-9.]+") ? "san=ip:" : "san=dns:") + DATABASE.host();
    keytool(store, "server", "-signer", "authority", "-ext", name);
    KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    for (String authority : List.of("authority", "another")) {
      Files.writeString(
          folder.resolve(authority),
          pem("CERTIFICATE", all.getCertificate(authority).getEncoded()));
    }
    put("server.crt", pem("CERTIFICATE", all.getCertificate("server").getEncoded()));
    put(
        "server.key",
        pem("PRIVATE KEY", all.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    asSuperuser("alter system set ssl = on");
    asSuperuser("select pg_reload_conf()");
    await().atMost(Duration.ofSeconds(30)).until(() -> encrypted());
  }

  @AfterAll
  static void asItWas() throws SQLException {
    asSuperuser("alter system reset ssl");
    asSuperuser("select pg_reload_conf()");
  }

  @Test
  void theAuthorityOfTheSecretOpensTheConnection() throws SQLException {
    assertThat(jdbc("authority", url -> url)).isEqualTo("t");
    assertThat(r2dbc("authority", url -> url).block(Duration.ofSeconds(20))).isEqualTo("true");
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() {
    assertThatThrownBy(() -> jdbc("another", url -> url)).hasMessageContaining("SSL error");
    refused(r2dbc("another", url -> url));
  }

  @Test
  void aServerUnderAnotherNameIsRefused() {
    assertThatThrownBy(() -> jdbc("authority", VerifiedConnectionTest::elsewhere))
        .hasMessageContaining("could not be verified");
    refused(r2dbc("authority", VerifiedConnectionTest::elsewhere));
  }

  private static void refused(Mono<String> answer) {
    assertThatThrownBy(() -> answer.block(Duration.ofSeconds(20)))
        .hasStackTraceContaining("SSLHandshakeException");
  }

  /** The same server by a name that its certificate does not have. */
  private static String elsewhere(String url) {
    String other = DATABASE.host().equals("localhost") ? "127.0.0.1" : "localhost";
    return url.replace("//" + DATABASE.host() + ":", "//" + other + ":");
  }

  private static String jdbc(String authority, UnaryOperator<String> where) throws SQLException {
    String url = where.apply(DATABASE.jdbcUrl() + asked("jdbc", authority));
    try (Connection connection =
            DriverManager.getConnection(url, DATABASE.name(), DATABASE.password());
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Mono<String> r2dbc(String authority, UnaryOperator<String> where) {
    String url = where.apply(DATABASE.r2dbcUrl() + asked("r2dbc", authority));
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(url)
            .mutate()
            .option(ConnectionFactoryOptions.USER, DATABASE.name())
            .option(ConnectionFactoryOptions.PASSWORD, DATABASE.password())
            .build();
    return Flux.usingWhen(
            ConnectionFactories.get(options).create(),
            connection ->
                Flux.from(
                        connection
                            .createStatement(
                                "select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                            .execute())
                    .flatMap(result -> result.map(row -> String.valueOf(row.get(0)))),
            io.r2dbc.spi.Connection::close)
        .next();
  }

  /** What the chart asks of a driver, with the authority at another place. */
  private static String asked(String driver, String authority) {
    try {
      String line =
          Files.readAllLines(CHART).stream()
              .filter(one -> one.startsWith(driver + ":postgresql://"))
              .findFirst()
              .orElseThrow();
      return line.substring(line.indexOf('?'))
          .replaceAll("\\{\\{.*?}}", "verify-full")
          .replace("/run/secrets/postgresql/ca.crt", folder.resolve(authority).toString());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static boolean encrypted() {
    try (Connection connection =
        DriverManager.getConnection(
            DATABASE.jdbcUrl() + "?sslmode=require", DATABASE.name(), DATABASE.password())) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** A file of the server's own account beside its data. */
  private static void put(String file, String pem) throws SQLException {
    asSuperuser(
        "copy (select line from regexp_split_to_table('%s', E'\\n') as line where line <> '') to program '%s'"
            .formatted(pem, "umask 077; cat > " + file));
  }

  private static void asSuperuser(String sql) throws SQLException {
    try (Connection superuser = DATABASE.asSuperuser();
        Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind);
  }

  private static void keytool(Path store, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
