package eu.portsalliance.gateway.portal;

import eu.portsalliance.gateway.GatewaySettings;
import eu.portsalliance.gateway.signin.SessionKeeper;
import eu.portsalliance.gateway.signin.SessionKeeper.Loan;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
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

  /** Addresses that the portal's own router knows; any other stays a 404. */
  private static final String[] PAGES = {
    "/",
    "/index.html",
    "/login",
    "/alerts",
    "/alerts/**",
    "/ranking",
    "/ranking/**",
    "/containers/**",
    "/ports",
    "/identity",
    "/help",
  };

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final GatewaySettings settings;
  private final SessionKeeper sessions;
  private final IndexPage index =
      IndexPage.of(new ClassPathResource("static/index.html"), ImportMap.json());
  private final ProblemPages problems = new ProblemPages();

  Portal(GatewaySettings settings, SessionKeeper sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  @Bean
  RouterFunction<ServerResponse> portalPages() {
    return RouterFunctions.route()
        .route(pages().and(RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)), this::index)
        .GET("/api/session", this::session)
        .GET("/problems/{slug}", this::problem)
        .route(
            pages()
                .or(RequestPredicates.path("/api/session"))
                .or(RequestPredicates.path("/problems/{slug}")),
            Portal::readOnly)
        .build();
  }

  @Bean
  static ContentPolicy contentPolicy(GatewaySettings settings) {
    IndexPage page = IndexPage.of(new ClassPathResource("static/index.html"), ImportMap.json());
    URI issuer = settings.signIn().issuer();
    return ContentPolicy.of(
        page.scriptHash(), issuer.getScheme() + "://" + issuer.getRawAuthority());
  }

  private static RequestPredicate pages() {
    RequestPredicate any = RequestPredicates.path(PAGES[0]);
    for (String page : PAGES) {
      any = any.or(RequestPredicates.path(page));
    }
    return any;
  }

  private Mono<ServerResponse> index(ServerRequest request) {
    return request
        .checkNotModified(index.etag())
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ServerResponse.ok()
                        .contentType(HTML)
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
                    .bodyValue(SessionView.of(settings, token.orElse(null))));
  }

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
                    .contentType(HTML)
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
