package eu.portsalliance.local.frontdoor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Stands in for a service: its jar can be extracted and trained like a Boot jar, it reads the
 * configuration that it is given, and is healthy. As the identity service it says that the realm is
 * as wanted.
 */
public final class StandIn {
  /** Names the folder in which {@link #hold} looks. */
  static final String HOLD = "STAND_IN_HOLD";

  private static final String CONFIGURATION = "--spring.config.additional-location=";

  private StandIn() {}

  public static void main(String[] arguments) throws Exception {
    if ("tools".equals(System.getProperty("jarmode"))) {
      extract(Path.of(arguments[arguments.length - 1]));
      return;
    }
    JsonNode configuration = configuration(arguments);
    if ("onRefresh".equals(System.getProperty("spring.context.exit"))) {
      hold("training");
      return;
    }
    if (configuration.at("/alliance/identity").isObject()) {
      matchRealm(configuration.at("/spring/flyway"));
    }
    serve(configuration.at("/server/port").asInt());
  }

  /** Says that it got here, and goes on once nobody wants it held any more. */
  public static void hold(String step) throws IOException, InterruptedException {
    String folder = System.getenv(HOLD);
    if (folder == null) {
      return;
    }
    Path wanted = Path.of(folder, step);
    CountDownLatch never = new CountDownLatch(1);
    while (Files.exists(wanted)) {
      Files.writeString(wanted.resolveSibling(step + ".reached"), "");
      never.await(50, TimeUnit.MILLISECONDS);
    }
  }

  /** Health is good, a token is to be had, and whatever else is asked is a failure. */
  public static void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body =
              (path.endsWith("/token") ? "{\"access_token\":\"t\",\"expires_in\":300}" : "{}")
                  .getBytes(StandardCharsets.UTF_8);
          boolean known = path.endsWith("/token") || path.contains("/health/");
          try (exchange) {
            exchange.sendResponseHeaders(known ? 200 : 500, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  private static void extract(Path target) throws IOException, InterruptedException {
    hold("extraction");
    Path own = Path.of(System.getProperty("java.class.path"));
    Path libraries = Files.createDirectories(target.resolve("lib"));
    try (Stream<Path> beside = Files.list(own.resolveSibling("lib"))) {
      for (Path library : beside.toList()) {
        Files.copy(library, libraries.resolve(library.getFileName()));
      }
    }
    Files.copy(own, target.resolve(own.getFileName()));
  }

  private static JsonNode configuration(String[] arguments) {
    String location =
        List.of(arguments).stream()
            .filter(argument -> argument.startsWith(CONFIGURATION))
            .findFirst()
            .orElseThrow()
            .substring(CONFIGURATION.length());
    return new YAMLMapper().readTree(Path.of(URI.create(location).getSchemeSpecificPart()));
  }

  private static void matchRealm(JsonNode flyway) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                flyway.path("url").asString(),
                flyway.path("user").asString(),
                flyway.path("password").asString());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists last_reconciliation (at timestamptz, outcome text)");
      statement.execute("insert into last_reconciliation values (now(), 'changed')");
    }
  }
}
