package eu.portsalliance.intel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * An authority of the alliance's own: its certificates are believed by a service that is given the
 * store which docs/operations/install.md makes, and by no other.
 */
class AuthoritiesTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private static final String CERTIFICATES =
      """
      set -e
      make() { keytool -genkeypair -keyalg EC -groupname secp256r1 -storetype PKCS12 -storepass changeit -validity 2 "$@"; }
      make -alias ca -dname CN=authority -ext bc:c=ca:true -keystore ca.p12
      make -alias here -dname CN=localhost -keystore server.p12
      keytool -exportcert -rfc -alias ca -keystore ca.p12 -storepass changeit > ca.crt
      keytool -certreq -alias here -keystore server.p12 -storepass changeit |
        keytool -gencert -rfc -alias ca -keystore ca.p12 -storepass changeit -ext san=dns:localhost -validity 2 > server.crt
      cat server.crt ca.crt > chain.crt
      keytool -importcert -noprompt -alias here -file chain.crt -keystore server.p12 -storepass changeit
      """;

  @TempDir private static Path folder;
  private static DisposableServer server;

  @BeforeAll
  static void aServerWhoseCertificateIsOfThatAuthority() throws Exception {
    run("sh", "-c", CERTIFICATES);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store("server.p12"), "changeit".toCharArray());
    var tls = SslContextBuilder.forServer(keys).build();
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .secure(spec -> spec.sslContext(tls))
            .handle((request, response) -> response.sendString(Mono.just("believed")))
            .bindNow();
  }

  @AfterAll
  static void end() {
    server.disposeNow();
  }

  @Test
  void aServiceBelievesItWithTheStoreThatTheDocumentMakesAndNotWithoutIt() throws Exception {
    assertThat(asked())
        .hasSize(2)
        .allSatisfy(said -> assertThat(said).contains("PKIX path building failed"));

    run("sh", "-ec", documented());
    assertThat(
            asked(
                "-Djavax.net.ssl.trustStore=" + folder.resolve("truststore.p12"),
                "-Djavax.net.ssl.trustStorePassword=changeit"))
        .containsExactly("believed", "believed");
    assertThat(Collections.list(store("truststore.p12").aliases()))
        .as("and the public authorities with it")
        .contains("own")
        .hasSizeGreaterThan(50);
  }

  private static String documented() throws IOException {
    String commands =
        Files.readString(Path.of("../docs/operations/install.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("keytool -importcert"))
            .takeWhile(line -> !line.startsWith("kubectl"))
            .collect(Collectors.joining("\n"));
    assertThat(commands).contains("truststore.p12");
    return commands;
  }

  private static KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  private static List<String> asked(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of(JAVA.resolve("bin/java").toString()));
    line.addAll(List.of(options));
    Stream.of(
            "-cp",
            System.getProperty("java.class.path"),
            Asked.class.getName(),
            "https://localhost:" + server.port())
        .forEach(line::add);
    return run(line.toArray(String[]::new))
        .lines()
        .filter(said -> said.startsWith(Asked.ANSWER))
        .map(said -> said.substring(Asked.ANSWER.length()))
        .toList();
  }

  private static String run(String... line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", JAVA.toString());
    builder.environment().merge("PATH", JAVA.resolve("bin") + ":", (old, ours) -> ours + old);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
