package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.signin.SharedSessions.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * One request's view of a shared session. What is in it is written when somebody has signed in;
 * after that only a renewal changes it, in the store itself.
 */
final class SharedSession implements WebSession {

  private static final String CONTEXT =
      WebSessionServerSecurityContextRepository.DEFAULT_SPRING_SECURITY_CONTEXT_ATTR_NAME;

  private enum State {
    NEW,
    STARTED,
    OVER
  }

  /**
   * @param stored the id under which the store has it
   */
  private record Identity(String id, @Nullable String stored, State state) {}

  private final SharedSessions store;
  private final Instant since;
  private final Duration idle;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final AtomicReference<Identity> identity;

  SharedSession(SharedSessions store, String id, Instant since, Duration idle) {
    this(store, new Identity(id, null, State.NEW), since, idle);
  }

  private SharedSession(SharedSessions store, Identity identity, Instant since, Duration idle) {
    this.store = store;
    this.identity = new AtomicReference<>(identity);
    this.since = since;
    this.idle = idle;
  }

  static SharedSession of(
      SharedSessions store, String id, Kept kept, SessionTokens tokens, Duration idle) {
    SharedSession session =
        new SharedSession(store, new Identity(id, id, State.STARTED), kept.since(), idle);
    session.attributes.put(SessionKeeper.TOKENS, tokens);
    session.attributes.put(CONTEXT, new SecurityContextImpl(signedIn(kept.idToken())));
    return session;
  }

  private static OAuth2AuthenticationToken signedIn(OidcIdToken token) {
    List<OidcUserAuthority> authorities = List.of(new OidcUserAuthority(token));
    return new OAuth2AuthenticationToken(
        new DefaultOidcUser(authorities, token), authorities, SignInConfiguration.REGISTRATION);
  }

  @Override
  public String getId() {
    return now().id();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public void start() {
    identity.updateAndGet(
        one -> one.state() == State.NEW ? new Identity(one.id(), null, State.STARTED) : one);
  }

  @Override
  public boolean isStarted() {
    return switch (now().state()) {
      case NEW -> !attributes.isEmpty();
      case STARTED -> true;
      case OVER -> false;
    };
  }

  @Override
  public boolean isExpired() {
    return now().state() == State.OVER;
  }

  /** The old id is nothing from here on; the new one is in the store when the session is saved. */
  @Override
  public Mono<Void> changeSessionId() {
    return Mono.defer(
        () -> {
          Identity before =
              identity.getAndUpdate(one -> new Identity(store.newId(), null, one.state()));
          return before.stored() == null ? Mono.empty() : store.removeSession(before.stored());
        });
  }

  @Override
  public Mono<Void> invalidate() {
    return Mono.defer(
        () -> {
          attributes.clear();
          Identity before = identity.getAndUpdate(one -> new Identity(one.id(), null, State.OVER));
          return before.stored() == null ? Mono.empty() : store.removeSession(before.stored());
        });
  }

  @Override
  public Mono<Void> save() {
    return Mono.defer(
        () -> {
          Identity now = now();
          Kept kept = kept();
          if (now.state() == State.OVER || now.stored() != null || kept == null) {
            return Mono.empty();
          }
          return store
              .save(now.id(), kept)
              .doOnSuccess(
                  _ ->
                      identity.compareAndSet(now, new Identity(now.id(), now.id(), State.STARTED)));
        });
  }

  /** Nothing, as long as nobody has signed in. */
  private @Nullable Kept kept() {
    return attributes.get(SessionKeeper.TOKENS) instanceof SessionTokens tokens
            && attributes.get(CONTEXT) instanceof SecurityContext context
            && context.getAuthentication() instanceof OAuth2AuthenticationToken token
            && token.getPrincipal() instanceof OidcUser person
        ? new Kept(tokens.held(), person.getIdToken(), since)
        : null;
  }

  @Override
  public Instant getCreationTime() {
    return since;
  }

  @Override
  public Instant getLastAccessTime() {
    return store.now();
  }

  /** The store's limit holds for all of its sessions, as it is at each use. */
  @Override
  public void setMaxIdleTime(Duration ignored) {}

  @Override
  public Duration getMaxIdleTime() {
    return idle;
  }

  private Identity now() {
    return identity.get();
  }
}
