package eu.portsalliance.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A small OpenID provider with real RS256 keys. Refresh tokens are good for one use; a second use
 * ends the session, as a strict issuer would.
 */
final class StubIssuer {

  private record Asked(String nonce, String challenge, String redirect) {}

  private static final Executor SOON =
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

  final AtomicInteger refreshes = new AtomicInteger();
  final AtomicInteger keyReads = new AtomicInteger();
  volatile Duration lifetime = Duration.ofMinutes(5);
  volatile List<String> audience = List.of("port-nlrtm");

  private final RSAKey key;
  private final RSAKey strange;
  private final Clock clock;
  private final int port;
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private HttpServer server;

  StubIssuer(Clock clock) {
    this.clock = clock;
    try {
      this.key = new RSAKeyGenerator(2048).keyID("k1").generate();
      this.strange = new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    this.server = listen(0);
    this.port = server.getAddress().getPort();
  }

  String issuer() {
    return "http://localhost:" + port + "/realms/alliance";
  }

  void stop() {
    server.stop(0);
  }

  void start() {
    server = listen(port);
  }

  /** Forgets all refresh tokens: every session is over here. */
  void endSessions() {
    refreshTokens.clear();
  }

  /**
   * Plays the person who agrees on the issuer's page; gives the path that they are sent back to.
   */
  URI agree(URI authorization) {
    MultiValueMap<String, String> query =
        UriComponentsBuilder.fromUri(authorization).build().getQueryParams();
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Asked(
            first(query, "nonce"), first(query, "code_challenge"), first(query, "redirect_uri")));
    return URI.create(
        URI.create(first(query, "redirect_uri")).getPath()
            + "?state="
            + first(query, "state").replace("=", "%3D")
            + "&code="
            + code);
  }

  static String first(MultiValueMap<String, String> query, String name) {
    String value = query.getFirst(name);
    if (value == null) {
      throw new AssertionError(name + " is missing in " + query.keySet());
    }
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  /** An access token with these audiences; without one for whom nobody granted a role. */
  String token(List<String> audiences, Instant expiry) {
    return signed(
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(audiences)
            .claim(
                "resource_access",
                audiences.isEmpty()
                    ? null
                    : Map.of(audiences.getFirst(), Map.of("roles", List.of("intel-analyst"))))
            .claim("organization", List.of("nl-customs"))
            .claim("name", "Analyst, Dutch customs")
            .claim("person", "nl-customs:1")
            .expirationTime(Date.from(expiry)),
        key);
  }

  /** An access token of a machine client of the port. */
  String machine(Instant expiry) {
    return signed(
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience("port-nlrtm")
            .claim(
                "resource_access",
                Map.of("port-nlrtm", Map.of("roles", List.of("port-integrator"))))
            .claim("organization", List.of("terminal"))
            .claim("azp", "pcs-nlrtm")
            .claim("purpose", "port-security")
            .expirationTime(Date.from(expiry)),
        key);
  }

  /** The same, signed by a key that the issuer does not have. */
  String forged(List<String> audiences, String keyId) {
    return signed(
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(audiences)
            .expirationTime(Date.from(clock.instant().plusSeconds(60))),
        new RSAKey.Builder(strange).keyID(keyId).build());
  }

  private static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.subject("person-1").jwtID(UUID.randomUUID().toString()).build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpServer listen(int at) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      String base = "/realms/alliance/protocol/openid-connect/";
      http.createContext(base + "certs", this::keys);
      http.createContext(base + "token", this::token);
      http.start();
      return http;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keys(HttpExchange exchange) {
    keyReads.incrementAndGet();
    answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    MultiValueMap<String, String> fields =
        UriComponentsBuilder.fromUriString("/?" + form).build().getQueryParams();
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString("portal-nlrtm:s3cret".getBytes(StandardCharsets.UTF_8));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if ("refresh_token".equals(fields.getFirst("grant_type"))) {
      refreshes.incrementAndGet();
      boolean good = refreshTokens.remove(first(fields, "refresh_token")) != null;
      // late, so that calls which arrive in the meantime meet a renewal that is under way
      SOON.execute(
          () ->
              answer(
                  exchange, good ? 200 : 400, good ? tokens("") : "{\"error\":\"invalid_grant\"}"));
    } else {
      code(exchange, fields);
    }
  }

  private void code(HttpExchange exchange, MultiValueMap<String, String> fields) {
    Asked asked = codes.remove(first(fields, "code"));
    if (asked != null
        && asked.challenge().equals(s256(first(fields, "code_verifier")))
        && asked.redirect().equals(first(fields, "redirect_uri"))) {
      answer(exchange, 200, tokens(asked.nonce()));
    } else {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    }
  }

  private String tokens(String nonce) {
    String refresh = UUID.randomUUID().toString();
    refreshTokens.put(refresh, "valid");
    String id =
        signed(
            new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("portal-nlrtm")
                .claim("nonce", nonce)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300))),
            key);
    return """
        {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"%s","id_token":"%s","scope":"openid"}"""
        .formatted(
            token(audience, clock.instant().plus(lifetime)), lifetime.toSeconds(), refresh, id);
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
