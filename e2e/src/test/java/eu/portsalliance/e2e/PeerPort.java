package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a port is given by another one when it pulls (docs/protocol/peer-v1.md), with its own key.
 */
final class PeerPort {
  private static final String OBJECTS = "/api/intel/peer/v1/objects?limit=100";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String locode;
  private final ECKey key;

  PeerPort(String locode) {
    this.locode = locode;
    Path file =
        TheAlliance.file()
            .path()
            .resolveSibling("secrets")
            .resolve("keys")
            .resolve(locode.toLowerCase(Locale.ROOT) + ".jwk.json");
    try {
      key = ECKey.parse(Files.readString(file));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException("no key of " + locode + " in " + file, e);
    }
  }

  /** The identifiers of all objects that the other port gives it. */
  Set<String> pulledFrom(String sender) {
    Set<String> ids = new LinkedHashSet<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      Answer answer = get(sender, OBJECTS + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      JsonNode page = answer.json();
      page.path("objects").valueStream().map(PeerPort::id).forEach(ids::add);
      cursor = page.path("cursor").asString("");
      more = page.path("more").asBoolean();
    }
    return ids;
  }

  /** What the other port answers to it. */
  Answer get(String sender, String path) {
    return Api.bearer(TheAlliance.file().gateway(sender), "")
        .with("Authorization", "Peer " + assertion(sender, path))
        .get(path);
  }

  private static String id(JsonNode jws) {
    try {
      return JSON.readTree(JWSObject.parse(jws.asString()).getPayload().toString())
          .path("id")
          .asString();
    } catch (ParseException e) {
      throw new IllegalStateException("not a JWS: " + jws, e);
    }
  }

  private String assertion(String receiver, String path) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(locode)
            .audience(receiver)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(30)))
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", "GET")
            .claim("htu", path)
            .claim("bh", digestOfNothing())
            .build();
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType("peer+jwt"))
              .keyID(key.computeThumbprint().toString())
              .build();
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digestOfNothing() {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256").digest("".getBytes(StandardCharsets.UTF_8)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
