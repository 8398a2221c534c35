package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.GatewayProperties.Limits;
import eu.portsalliance.gateway.GatewayProperties.Services;
import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.signin.SessionKeeper;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

/**
 * The list of routes. Event streams have routes of their own: a time limit would cut them. The
 * peers' routes come first and look nothing up: they stand on the way of every alert.
 */
@Configuration(proxyBeanMethods = false)
class Routes {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int NO_TIMEOUT = -1;

  /** Before the filter that writes the answer (-1), so that it writes through what these put on. */
  private static final int LIMIT = -20;

  private static final int RELAY = -10;

  private final Live live;
  private final StreamLimit streams;
  private final GatewayFilter relay;
  private final GatewayFilter relayToAlliance;
  private final GatewayFilter strangers;
  private final GatewayFilter ports = new PortsOnly();

  Routes(Live live, StreamLimit streams, SessionKeeper sessions, Extensions extensions) {
    this.live = live;
    this.streams = streams;
    this.relay = new TokenRelay(sessions, extensions, true);
    this.relayToAlliance = new TokenRelay(sessions, extensions, false);
    this.strangers = new OpenLimit(live, new Callers(live.now().trustedProxies()));
  }

  @Bean
  RouteLocator routeList(RouteLocatorBuilder builder) {
    return () -> Flux.defer(() -> built(builder.routes()).getRoutes());
  }

  /** Requests that are under way keep the routes that they came by. */
  @Bean
  static ApplicationListener<PayloadApplicationEvent<Live.Changed>> routesAnew(
      ApplicationEventPublisher events) {
    return ApplicationListener.forPayload(
        changed -> events.publishEvent(new RefreshRoutesEvent(changed)));
  }

  private RouteLocator built(RouteLocatorBuilder.Builder routes) {
    Services services = live.now().services();
    Limits limits = live.now().limits();
    GatewayFilter body = limit(limits.body());
    GatewayFilter ofIntel = limit(limits.intelBody());
    GatewayFilter ofRegistry = limit(limits.registryBody());
    GatewayFilter wholeOfIntel = new WholeBody(limits.intelBody());
    GatewayFilter wholeOfRegistry = new WholeBody(limits.registryBody());
    URI intel = services.intel();
    if (intel != null) {
      stream(routes, "intel-peer-stream", intel, wholeOfIntel, Paths.PEERS, this::ofPeers);
      routes.route(
          "intel-peer",
          r ->
              timed(
                  r.path(Paths.PEERS)
                      .filters(f -> ofStrangers(f.filter(ports, LIMIT), wholeOfIntel))
                      .metadata(OpenRouting.OPEN, true),
                  intel));
    }
    routes.route(
        "registry-open",
        r ->
            timed(
                r.path(Paths.DIRECTORY, Paths.ENROLMENTS)
                    .filters(f -> ofStrangers(f, wholeOfRegistry))
                    .metadata(OpenRouting.OPEN, true),
                services.registry()));
    if (intel != null) {
      stream(routes, "intel-stream", intel, ofIntel, "/api/intel/**", this::ofCallers);
      closed(routes, "intel-attachments", intel, limit(limits.attachmentBody()), Paths.ATTACHMENTS);
      closed(routes, "intel", intel, ofIntel, "/api/intel/**", "/taxii2/**");
    }
    URI risk = services.risk();
    if (risk != null) {
      stream(routes, "risk-stream", risk, body, "/api/risk/**", this::ofCallers);
      closed(routes, "risk-events", risk, limit(limits.eventsBody()), "/api/risk/events");
      closed(routes, "risk", risk, body, "/api/risk/**");
    }
    URI identity = services.identity();
    if (identity != null) {
      ofAlliance(routes, "identity", identity, body, "/api/identity/**");
    }
    ofAlliance(routes, "registry", services.registry(), ofRegistry, "/api/registry/**");
    return routes.build();
  }

  private GatewayFilterSpec ofStrangers(GatewayFilterSpec filters, GatewayFilter size) {
    return filters.filter(strangers, LIMIT).filter(size, LIMIT);
  }

  private void closed(
      RouteLocatorBuilder.Builder routes, String id, URI to, GatewayFilter size, String... paths) {
    routes.route(
        id, r -> timed(r.path(paths).filters(f -> f.filter(size, LIMIT).filter(relay, RELAY)), to));
  }

  private void ofAlliance(
      RouteLocatorBuilder.Builder routes, String id, URI to, GatewayFilter size, String path) {
    routes.route(
        id,
        r ->
            timed(
                r.path(path).filters(f -> f.filter(size, LIMIT).filter(relayToAlliance, RELAY)),
                to));
  }

  private void stream(
      RouteLocatorBuilder.Builder routes,
      String id,
      URI to,
      GatewayFilter size,
      String path,
      UnaryOperator<GatewayFilterSpec> filters) {
    routes.route(
        id,
        r ->
            untimed(
                r.path(path)
                    .and()
                    .predicate(exchange -> Paths.isStream(exchange.getRequest()))
                    .filters(f -> filters.apply(f.filter(size, LIMIT))),
                to));
  }

  private GatewayFilterSpec ofPeers(GatewayFilterSpec filters) {
    return filters.filter(ports, LIMIT).filter(streams::ofPeer, LIMIT);
  }

  private GatewayFilterSpec ofCallers(GatewayFilterSpec filters) {
    return filters.filter(streams::ofCaller, LIMIT).filter(relay, RELAY);
  }

  private static GatewayFilter limit(DataSize size) {
    return new BodyLimit(size);
  }

  private Buildable<Route> timed(UriSpec route, URI to) {
    return timed(route, to, (int) live.now().limits().responseTimeout().toMillis());
  }

  private static Buildable<Route> untimed(UriSpec route, URI to) {
    return timed(route, to, NO_TIMEOUT);
  }

  private static Buildable<Route> timed(UriSpec route, URI to, int responseMillis) {
    return route
        .metadata(RouteMetadataUtils.CONNECT_TIMEOUT_ATTR, CONNECT_MILLIS)
        .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, responseMillis)
        .uri(to);
  }
}
