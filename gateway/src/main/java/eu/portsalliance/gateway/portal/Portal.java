package eu.portsalliance.gateway.portal;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.outage.Issuer;
import eu.portsalliance.gateway.signin.SessionKeeper;
import eu.portsalliance.gateway.signin.SessionKeeper.Loan;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** The portal's page on each of its addresses, the session, and the pages of problem types. */
@Configuration(proxyBeanMethods = false)
class Portal {

  /** Addresses that the portal's own router (router.js) knows; any other is a 404. */
  private static final List<String> OF_A_PORT =
      List.of("/", "/login", "/alerts", "/alerts/{id}", "/audit", "/duty", "/requests");

  private static final List<String> OF_THE_ALLIANCE = List.of("/", "/login");

  private final GatewayProperties properties;
  private final Live live;
  private final SessionKeeper sessions;
  private final Issuer issuer;
  private final IndexPage index;
  private final ProblemPages problems = new ProblemPages();

  Portal(
      GatewayProperties properties,
      Live live,
      SessionKeeper sessions,
      Issuer issuer,
      IndexPage index) {
    this.issuer = issuer;
    this.properties = properties;
    this.live = live;
    this.sessions = sessions;
    this.index = index;
  }

  @Bean
  RouterFunction<ServerResponse> portalPages() {
    return RouterFunctions.route()
        .route(pages().and(RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)), this::index)
        .GET("/api/session", this::session)
        .GET("/api/state", this::state)
        .GET("/problems/{slug}", this::problem)
        .route(
            pages()
                .or(RequestPredicates.path("/api/session"))
                .or(RequestPredicates.path("/api/state"))
                .or(RequestPredicates.path("/problems/{slug}")),
            Portal::readOnly)
        .build();
  }

  @Bean
  static IndexPage indexPage() {
    return IndexPage.of(new ClassPathResource("index.html"), ImportMap.json());
  }

  @Bean
  static ContentPolicy contentPolicy(GatewayProperties properties, IndexPage page) {
    URI issuer = properties.signIn().issuer();
    return ContentPolicy.of(
        page.scriptHash(), issuer.getScheme() + "://" + issuer.getRawAuthority());
  }

  private RequestPredicate pages() {
    return (properties.alliance() ? OF_THE_ALLIANCE : OF_A_PORT)
        .stream().map(RequestPredicates::path).reduce(RequestPredicate::or).orElseThrow();
  }

  private Mono<ServerResponse> index(ServerRequest request) {
    return request
        .checkNotModified(index.etag())
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ServerResponse.ok()
                        .contentType(IndexPage.MEDIA_TYPE)
                        .eTag(index.etag())
                        .cacheControl(CacheControl.noCache())
                        .bodyValue(index.html())));
  }

  private Mono<ServerResponse> session(ServerRequest request) {
    return csrfCookie(request)
        .then(signedIn(request))
        .flatMap(
            token ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(SessionView.of(live.now(), token.orElse(null), issuer.isAway())));
  }

  /** What does not work now; for anybody, and no use of a session. */
  private Mono<ServerResponse> state(ServerRequest request) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .bodyValue(new PortalState(issuer.isAway(), issuer.awaySince().orElse(null)));
  }

  /**
   * @param issuerAway whether new sign-ins wait
   * @param since when the issuer answered last, while it is away
   */
  private record PortalState(boolean issuerAway, @Nullable Instant since) {}

  /** The repository sends the cookie when somebody asks for the token, not before. */
  private static Mono<Void> csrfCookie(ServerRequest request) {
    return request.exchange().getAttribute(CsrfToken.class.getName()) instanceof Mono<?> token
        ? token.then()
        : Mono.empty();
  }

  private Mono<Optional<Jwt>> signedIn(ServerRequest request) {
    return request
        .principal()
        .flatMap(principal -> token(principal, request))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<Jwt> token(Principal principal, ServerRequest request) {
    if (principal instanceof JwtAuthenticationToken bearer) {
      return Mono.just(bearer.getToken());
    }
    return sessions
        .token(request.exchange())
        .flatMap(
            loan ->
                switch (loan) {
                  case Loan.Usable usable -> Mono.just(usable.token());
                  case Loan.Extended extended -> Mono.just(extended.token());
                  case Loan.Ended() -> Mono.empty();
                  case Loan.Away() -> sessions.lastKnown(request.exchange());
                });
  }

  private Mono<ServerResponse> problem(ServerRequest request) {
    return problems
        .of(request.pathVariable("slug"))
        .map(
            page ->
                ServerResponse.ok()
                    .contentType(IndexPage.MEDIA_TYPE)
                    .cacheControl(CacheControl.noCache())
                    .bodyValue(page))
        .orElseGet(
            () ->
                Mono.error(
                    new ProblemException(
                        ProblemType.NOT_FOUND, "There is no problem type of that name.")));
  }

  private static Mono<ServerResponse> readOnly(ServerRequest request) {
    return Mono.error(
        new MethodNotAllowedException(request.method(), Set.of(HttpMethod.GET, HttpMethod.HEAD)));
  }
}
