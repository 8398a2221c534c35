package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.Examples;
import eu.portsalliance.identity.IdentityProperties;
import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.testkit.TestKeycloak;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;

/** A realm of its own on the tests' Keycloak, and the hands of an administrator on it. */
final class Realm implements AutoCloseable {

  /** An instant at which the grants of the example are in force. */
  static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private static final AtomicInteger COUNTER = new AtomicInteger();

  final String base = TestKeycloak.base().toString();
  final String text = Examples.text(base, "alliance-" + COUNTER.incrementAndGet());
  final DesiredState state = Examples.read(text);
  final Keycloak keycloak =
      KeycloakBuilder.builder()
          .serverUrl(base)
          .realm("master")
          .grantType("client_credentials")
          .clientId(TestKeycloak.ADMIN_CLIENT)
          .clientSecret(TestKeycloak.ADMIN_SECRET)
          .build();

  private final BlockingMatcher matcher =
      new BlockingMatcher(
          new IdentityProperties(
              URI.create(base),
              "master",
              TestKeycloak.ADMIN_CLIENT,
              TestKeycloak.ADMIN_SECRET,
              Path.of("unused"),
              Duration.ofMinutes(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(30)));

  Matching match() {
    return matcher.match(state, NOW);
  }

  Matching match(Instant now) {
    return matcher.match(state, now);
  }

  Matching match(UnaryOperator<String> edit) {
    return matcher.match(Examples.read(edit.apply(text)), NOW);
  }

  RealmResource realm() {
    return keycloak.realm(state.realm());
  }

  String clientId(String client) {
    return realm().clients().findByClientId(client).getFirst().getId();
  }

  ClientResource client(String client) {
    return realm().clients().get(clientId(client));
  }

  UserResource user(String username) {
    return realm().users().get(realm().users().searchByUsername(username, true).getFirst().getId());
  }

  URI tokens() {
    return URI.create(base + "/realms/" + state.realm() + "/protocol/openid-connect/token");
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
