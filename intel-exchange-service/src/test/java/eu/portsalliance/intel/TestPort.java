package eu.portsalliance.intel;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.directory.DirectoryRounds;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import eu.portsalliance.testkit.fault.OwnProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;

/**
 * The exchange of a port as it runs in production: a context, a database and an address of its own.
 */
public final class TestPort implements AutoCloseable {

  public final String locode;
  public final String address;
  public final PortKey risk = StubRegistry.key();
  public final TestPostgres.Database database;
  private final StubRegistry registry;
  private final Map<String, Object> told;
  private final List<Class<?>> more;
  private ConfigurableApplicationContext context;

  public TestPort(String locode, StubRegistry registry) {
    this(locode, registry, TestPostgres.database("intel"));
  }

  TestPort(String locode, StubRegistry registry, TestPostgres.Database database) {
    this(locode, registry, database, Map.of());
  }

  /** One that is told more than the others, and made of more. */
  TestPort(
      String locode,
      StubRegistry registry,
      TestPostgres.Database database,
      Map<String, Object> told,
      Class<?>... more) {
    this.more = List.of(more);
    this.told = told;
    this.locode = locode;
    this.registry = registry;
    this.database = database;
    int port = freePort();
    this.address = "http://127.0.0.1:" + port;
    this.context = start(port, address);
  }

  /** A second process of the same port: same database and key, an address that nobody is told. */
  public TestPort(TestPort first) {
    this.more = first.more;
    this.told = first.told;
    this.locode = first.locode;
    this.registry = first.registry;
    this.database = first.database;
    int port = freePort();
    this.address = "http://127.0.0.1:" + port;
    this.context = start(port, first.address);
  }

  /** What runs in a process of its own. */
  public static final class Replica {

    private Replica() {}

    public static void main(String... settings) {
      new SpringApplicationBuilder(IntelExchangeApplication.class, TokenTestConfiguration.class)
          .run(settings);
    }
  }

  /** Ending one context must not end the event loops of the others in this JVM. */
  @TestConfiguration(proxyBeanMethods = false)
  static class OwnEventLoops {

    @Bean
    ReactorResourceFactory ownReactorResources() {
      ReactorResourceFactory factory = new ReactorResourceFactory();
      factory.setUseGlobalResources(false);
      factory.setShutdownQuietPeriod(Duration.ZERO);
      return factory;
    }
  }

  private String[] settings(int port, String told) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("server.port", port);
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.r2dbc.url", database.r2dbcUrl());
    settings.put("spring.r2dbc.username", database.name());
    settings.put("spring.r2dbc.password", database.password());
    settings.put("spring.flyway.url", database.jdbcUrl());
    settings.put("spring.flyway.user", database.owner());
    settings.put("spring.flyway.password", database.password());
    settings.put("spring.flyway.placeholders.service_role", database.name());
    settings.put("alliance.access.port", locode);
    settings.put("alliance.access.issuer", TestTokens.ISSUER);
    settings.put("alliance.access.jwk-set-uri", "http://127.0.0.1:1/none");
    settings.put(
        "alliance.access.hash-key",
        Base64.getEncoder()
            .encodeToString(
                (locode + "-a-salt-for-tests-of-32-bytes-x").getBytes(StandardCharsets.US_ASCII)));
    settings.put(
        "alliance.intel.signing-key-file", file(registry.key(locode).jwk().toJSONString()));
    settings.put("alliance.intel.registry", registry.address().toString());
    settings.put("alliance.intel.address", told);
    settings.put(
        "alliance.directory.root-key-file", file(registry.root.publicPart().jwk().toJSONString()));
    settings.put(
        "alliance.local-services.risk-service", file(risk.publicPart().jwk().toJSONString()));
    // many alerts of the tests are about one box
    settings.put("alliance.intel.duty.collisions-told-per-day", "100000");
    settings.putAll(this.told);
    return settings.entrySet().stream()
        .map(e -> "--" + e.getKey() + "=" + e.getValue())
        .toArray(String[]::new);
  }

  private ConfigurableApplicationContext start(int port, String told) {
    ConfigurableApplicationContext started =
        new SpringApplicationBuilder(
                IntelExchangeApplication.class, TokenTestConfiguration.class, OwnEventLoops.class)
            .sources(more.toArray(Class<?>[]::new))
            .run(settings(port, told));
    execute(
        """
        insert into standing_release (id, type, audience, ceiling, ends, proposed_by, proposed_at, approved_by, approved_at)
        select gen_random_uuid(), type, '{NLRTM,BEANR,DEHAM}', 'AMBER_STRICT', now() + interval '1 year',
               'nl-customs:officer', now(), 'be-federal-police:officer', now()
          from unnest('{RECEIPT,LOOK,COLLISION}'::text[]) as type
         where not exists (select from standing_release)
        """);
    registry
        .keys()
        .forEach(
            (peer, key) ->
                execute(
                    """
                    insert into peer_acceptance (port, keys, proposed_by, proposed_organisation, proposed_at,
                                                 confirmed_by, confirmed_organisation, confirmed_at)
                    select '%1$s', '{%2$s}', 'x:first', 'x', now(), 'x:second', 'x', now()
                     where '%1$s' <> '%3$s' and not exists (select from peer_acceptance where '%2$s' = any(keys))
                    """
                        .formatted(peer, key.thumbprint(), locode)));
    return started;
  }

  /** A second process of the same port that can be stopped and killed. */
  OwnProcess process() {
    return new OwnProcess(Replica.class, List.of(settings(freePort(), address)));
  }

  /** Ends the process and starts it anew on the same database and address. */
  void restart() {
    context.close();
    context = start(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), address);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public Locode self() {
    return new Locode(locode);
  }

  /** Asks at another port of the process, for example that of the management. */
  HttpResponse<String> ask(String which, String path) {
    String port = context.getEnvironment().getRequiredProperty("local." + which + ".port");
    return send(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Takes the newest directory now. */
  public void fetchDirectory() {
    DirectoryRounds.round(this);
  }

  /** What the service knows about its health; strangers are told less. */
  public JsonNode health() {
    return Api.JSON.valueToTree(context.getBean(HealthEndpoint.class).health());
  }

  private static HttpResponse<String> send(URI address) {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    try {
      return Api.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Whether the hint stream of every peer stands. */
  boolean linked() {
    JsonNode peers = health().at("/components/exchange/details/peers");
    return !peers.isEmpty()
        && peers.valueStream().allMatch(peer -> peer.path("connected").booleanValue(false));
  }

  /** Rows of the first column, as text. */
  public List<String> rows(String sql) {
    return database.rows(sql);
  }

  /** What the texts in quarantine say. */
  List<String> quarantined() {
    return rows("select jws from quarantine where jws is not null").stream()
        .map(jws -> Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]))
        .map(payload -> new String(payload, StandardCharsets.UTF_8))
        .toList();
  }

  /** Changes the database behind the service's back. */
  public void execute(String sql) {
    database.execute(sql);
  }

  /** Runs a statement of the owner in a transaction that stays open until it is let go. */
  Held held(String sql) {
    return Held.by(database, sql);
  }

  /** How many of the service's statements wait for a lock. */
  int waiting() {
    return Integer.parseInt(
        rows("select count(distinct l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                + " where not l.granted and a.datname = current_database()")
            .getFirst());
  }

  @Override
  public void close() {
    context.close();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A file that pins these root keys. */
  static String pinned(PortKey... roots) {
    return file("{\"keys\":[%s]}"
            .formatted(
                Stream.of(roots)
                    .map(root -> root.publicPart().jwk().toJSONString())
                    .collect(Collectors.joining(","))))
        .toString();
  }

  private static Path file(String content) {
    try {
      Path file = Files.createTempFile("key", ".jwk.json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
