package eu.portsalliance.gateway.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.signin.SessionTokens.Held;
import eu.portsalliance.gateway.valkey.Valkey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.util.IdGenerator;
import org.springframework.util.JdkIdGenerator;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.WebSessionStore;
import reactor.core.publisher.Mono;

/**
 * Sessions that all replicas of a gateway see, in Valkey. There a session's id is a hash and its
 * content is sealed: who reads the store can neither take part in a session nor read a token, and
 * who writes to it cannot give one session the content of another.
 */
final class SharedSessions implements WebSessionStore {

  private static final Logger LOG = LoggerFactory.getLogger(SharedSessions.class);
  private static final MappedJwtClaimSetConverter CLAIMS =
      MappedJwtClaimSetConverter.withDefaults(Map.of());

  private static final String ACCESS = "access";
  private static final String REFRESH = "refresh";
  private static final String RENEW = "renew";
  private static final String ID_TOKEN = "id";
  private static final String SINCE = "since";

  /**
   * What is kept of a session.
   *
   * @param idToken said who signed in; the issuer wants it back at sign-out
   */
  record Kept(Held held, OidcIdToken idToken, Instant since) {

    Kept with(Held next) {
      return new Kept(next, idToken, since);
    }
  }

  private final Valkey valkey;
  private final Seal seal;
  private final String prefix;
  private final Live live;
  private final Clock clock;
  private final IdGenerator ids = new JdkIdGenerator();

  SharedSessions(Valkey valkey, GatewayProperties properties, Live live, Clock clock) {
    this.valkey = valkey;
    this.seal =
        new Seal(properties.name(), properties.signIn().sealingKey().orElseThrow()).of("sessions");
    this.prefix = "alliance:" + properties.name() + ":session:";
    this.live = live;
    this.clock = clock;
  }

  @Override
  public Mono<WebSession> createWebSession() {
    return Mono.fromSupplier(() -> new SharedSession(this, newId(), clock.instant(), idle()));
  }

  /** Using it puts off its end. */
  @Override
  public Mono<WebSession> retrieveSession(String id) {
    String key = key(id);
    return valkey
        .use(key, idle())
        .mapNotNull(content -> opened(key, content))
        .map(kept -> SharedSession.of(this, id, kept, tokens(key, kept), idle()));
  }

  private SessionTokens tokens(String key, Kept kept) {
    return new SharedTokens(kept, key, this, valkey, clock);
  }

  @Override
  public Mono<Void> removeSession(String id) {
    return valkey.remove(key(id));
  }

  /** It was put off when the session was read. */
  @Override
  public Mono<WebSession> updateLastAccessTime(WebSession session) {
    return Mono.just(session);
  }

  Mono<Void> save(String id, Kept kept) {
    String key = key(id);
    return valkey.put(key, sealed(key, kept), idle());
  }

  /** Changes a session that is there; false when it is over. */
  Mono<Boolean> replace(String key, Kept kept) {
    return valkey.replace(key, sealed(key, kept));
  }

  /** As it is in the store; empty when it is over. */
  Mono<Kept> read(String key) {
    return valkey.get(key).mapNotNull(content -> opened(key, content));
  }

  String newId() {
    return ids.generateId().toString();
  }

  Instant now() {
    return clock.instant();
  }

  private Duration idle() {
    return live.now().limits().sessionIdle();
  }

  private String key(String id) {
    try {
      return prefix
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private String sealed(String key, Kept kept) {
    Held held = kept.held();
    return seal.seal(
        new JWTClaimsSet.Builder()
            .jwtID(key)
            .claim(ACCESS, held.access().getTokenValue())
            .claim(REFRESH, held.refresh())
            .claim(RENEW, held.renewAt().toEpochMilli())
            .claim(ID_TOKEN, kept.idToken().getTokenValue())
            .claim(SINCE, kept.since().toEpochMilli()));
  }

  /** What cannot be opened, after a change of the key for one, is no session: sign in again. */
  private @Nullable Kept opened(String key, String sealed) {
    Optional<JWTClaimsSet> claims = seal.open(sealed).filter(known -> key.equals(known.getJWTID()));
    try {
      if (claims.isPresent()) {
        return kept(claims.get());
      }
    } catch (ParseException | IllegalArgumentException unknownForm) {
      LOG.debug("a session has another form", unknownForm);
    }
    LOG.warn("a session in the store is not one of this gateway's; its person signs in again");
    return null;
  }

  /** The tokens were verified before they were sealed. */
  private static Kept kept(JWTClaimsSet claims) throws ParseException {
    String access = text(claims, ACCESS);
    Jwt token =
        Jwt.withTokenValue(access)
            .headers(headers -> headers.put("alg", "sealed"))
            .claims(all -> all.putAll(claims(access)))
            .build();
    String id = text(claims, ID_TOKEN);
    Held held =
        new Held(
            token,
            claims.getClaim(REFRESH) instanceof String refresh ? refresh : null,
            instant(claims, RENEW));
    return new Kept(
        held,
        OidcIdToken.withTokenValue(id).claims(all -> all.putAll(claims(id))).build(),
        instant(claims, SINCE));
  }

  private static Map<String, Object> claims(String token) {
    try {
      return CLAIMS.convert(JWTParser.parse(token).getJWTClaimsSet().getClaims());
    } catch (ParseException e) {
      throw new IllegalArgumentException("a kept token is none", e);
    }
  }

  private static String text(JWTClaimsSet claims, String name) throws ParseException {
    if (claims.getClaim(name) instanceof String text) {
      return text;
    }
    throw new ParseException(name, 0);
  }

  private static Instant instant(JWTClaimsSet claims, String name) throws ParseException {
    if (claims.getClaim(name) instanceof Number millis) {
      return Instant.ofEpochMilli(millis.longValue());
    }
    throw new ParseException(name, 0);
  }
}
