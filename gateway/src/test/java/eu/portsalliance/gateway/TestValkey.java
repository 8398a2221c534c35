package eu.portsalliance.gateway;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Function;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/**
 * A store with a password, told as the charts tell it: the container image of Valkey where a Docker
 * engine answers, a Redis of the same commands otherwise; {@code TEST_VALKEY=container} or {@code
 * embedded} in the environment asks for one of them. Neither is ever skipped.
 */
final class TestValkey {

  private static final String IMAGE = "valkey/valkey:8.1.3";
  private static final String PASSWORD = "test-of-sessions";
  private static final String[] FLAGS = {
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
    "--requirepass",
    PASSWORD
  };

  private final int port = freePort();
  private final Runnable starting;
  private Runnable ending = () -> {};

  TestValkey() {
    String wanted = System.getenv().getOrDefault("TEST_VALKEY", "");
    this.starting =
        switch (wanted) {
          case "container" -> this::container;
          case "embedded" -> this::embedded;
          case "" ->
              DockerClientFactory.instance().isDockerAvailable() ? this::container : this::embedded;
          default ->
              throw new IllegalStateException(
                  "TEST_VALKEY is container, embedded or unset, not " + wanted);
        };
    start();
  }

  void start() {
    starting.run();
  }

  /** As a machine that is lost: nothing is left of what it had. */
  void kill() {
    ending.run();
    ending = () -> {};
  }

  List<String> settings() {
    return List.of(
        "spring.data.redis.host=127.0.0.1",
        "spring.data.redis.port=" + port,
        "spring.data.redis.password=" + PASSWORD);
  }

  /** What an operator of the store could do. */
  <T> T asOperator(Function<RedisCommands<String, String>, T> act) {
    RedisURI address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(port)
            .withPassword((CharSequence) PASSWORD)
            .build();
    try (RedisClient client = RedisClient.create(address);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return act.apply(connection.sync());
    }
  }

  private void container() {
    @SuppressWarnings("resource") // ended by kill, or with the JVM of the tests by Ryuk
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE).withExposedPorts(6379).withCommand(command());
    container.setPortBindings(List.of(port + ":6379"));
    container.start();
    ending = container::stop;
  }

  private static String[] command() {
    String[] command = new String[FLAGS.length + 1];
    command[0] = "valkey-server";
    System.arraycopy(FLAGS, 0, command, 1, FLAGS.length);
    return command;
  }

  private void embedded() {
    RedisServer server =
        RedisServer.builder()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .setting("maxmemory-policy noeviction")
            .setting("requirepass " + PASSWORD)
            .build();
    server.start();
    Thread hook = new Thread(server::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    ending =
        () -> {
          server.stop();
          Runtime.getRuntime().removeShutdownHook(hook);
        };
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
