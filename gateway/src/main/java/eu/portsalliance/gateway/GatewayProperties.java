package eu.portsalliance.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one gateway is told. The same image serves a port and the alliance plane; the name decides.
 * What is missing, unknown or contradictory stops the start with a sentence that says how to mend
 * it.
 *
 * @param name {@code alliance}, or the port's UN/LOCODE in lower case
 * @param title the name that people read, for example {@code Rotterdam}
 * @param publicUrl scheme, host and port under which browsers and peers reach this gateway
 * @param services where the services listen; in a cluster {@code lb://} and the service's name
 * @param signIn this gateway's own client at the issuer
 * @param ports the ports that the portal links to
 * @param agencies the identity providers that people may choose
 * @param limits sizes, times and counts
 * @param sessions where the sessions of people are
 * @param trustedProxies networks, as address/bits, whose X-Forwarded-For is believed
 */
@ConfigurationProperties(prefix = "alliance.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
    String name,
    String title,
    URI publicUrl,
    Services services,
    SignIn signIn,
    @DefaultValue List<PortLink> ports,
    @DefaultValue List<Agency> agencies,
    @DefaultValue Limits limits,
    @DefaultValue("memory") Sessions sessions,
    @DefaultValue List<String> trustedProxies) {

  /** Where the sessions of people are. */
  public enum Sessions {
    /** In this process: one replica, or each browser always at the same one. */
    MEMORY,
    /** In a Valkey that all replicas share; {@code spring.data.redis} says where. */
    VALKEY
  }

  private static final String ALLIANCE = "alliance";
  private static final Pattern NAME = Pattern.compile("alliance|[a-z]{2}[a-z2-9]{3}");
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public GatewayProperties {
    present(name, "name", "set it to alliance or to the port's UN/LOCODE in lower case");
    present(title, "title", "set it to the name that people read");
    present(publicUrl, "public-url", "set it to the address that browsers use");
    present(services, "services", "say where the services listen");
    present(signIn, "sign-in", "give the client of this gateway at the issuer");
    check(
        NAME.matcher(name).matches(),
        "name is '%s'; set it to alliance or to the port's UN/LOCODE in lower case"
            .formatted(name));
    check(
        isOrigin(publicUrl),
        "public-url is '%s'; set it to http(s)://host[:port] without a path".formatted(publicUrl));
    services.checkPlane(ALLIANCE.equals(name));
    check(
        signIn.clientId().equals("portal-" + name),
        "sign-in.client-id is '%s'; the client of this gateway is portal-%s"
            .formatted(signIn.clientId(), name));
    check(
        sessions == Sessions.MEMORY || signIn.cookieKey() != null,
        "sign-in.cookie-key is missing; with sessions in Valkey all replicas need the same 32 random"
            + " bytes in Base64");
    Set<String> aliases = new HashSet<>();
    for (Agency agency : agencies) {
      check(
          ALIAS.matcher(agency.alias()).matches() && aliases.add(agency.alias()),
          "agencies has the alias '%s' twice or not in the form of an alias"
              .formatted(agency.alias()));
    }
    trustedProxies.forEach(GatewayProperties::checkNetwork);
    ports = List.copyOf(ports);
    agencies = List.copyOf(agencies);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** The same, but for what may change while it runs: that is as the other has it. */
  public GatewayProperties withLiveOf(GatewayProperties next) {
    return new GatewayProperties(
        name,
        title,
        publicUrl,
        services,
        signIn,
        next.ports(),
        next.agencies(),
        next.limits(),
        sessions,
        trustedProxies);
  }

  /** Whether this is the gateway of the alliance plane. */
  public boolean alliance() {
    return ALLIANCE.equals(name);
  }

  /** The port, in upper case; empty at the alliance plane. */
  public Optional<String> locode() {
    return alliance() ? Optional.empty() : Optional.of(name.toUpperCase(Locale.ROOT));
  }

  /** The one audience that a token has to name here. */
  public String audience() {
    return alliance() ? ALLIANCE : "port-" + name;
  }

  /** Whether cookies are for TLS alone. */
  public boolean secure() {
    return "https".equals(publicUrl.getScheme());
  }

  /** Cookies ignore ports: gateways on one host would overwrite each other's session. */
  public String sessionCookie() {
    return prefix() + "ALLIANCE-" + name;
  }

  public String csrfCookie() {
    return prefix() + "XSRF-TOKEN-" + name;
  }

  /** With it, browsers take a cookie from this host over TLS alone, and from no neighbour. */
  private String prefix() {
    return secure() ? "__Host-" : "";
  }

  /**
   * Base addresses of the services.
   *
   * @param registry port-registry-service
   * @param identity identity-service, alliance plane only
   * @param intel intel-exchange-service, ports only
   * @param risk risk-service, ports only
   */
  public record Services(
      URI registry, @Nullable URI identity, @Nullable URI intel, @Nullable URI risk) {

    public Services {
      present(registry, "services.registry", "say where port-registry-service listens");
      for (URI service : new @Nullable URI[] {registry, identity, intel, risk}) {
        check(
            service == null || isOrigin(service) || isFound(service),
            "services has '%s'; give http(s)://host[:port] or lb://service without a path"
                .formatted(service));
      }
    }

    /** Whether Kubernetes has to be asked where a service is. */
    public boolean anyFound() {
      return Stream.<@Nullable URI>of(registry, identity, intel, risk)
          .anyMatch(service -> service != null && isFound(service));
    }

    private void checkPlane(boolean alliance) {
      if (alliance) {
        check(identity != null, "services.identity is missing; say where identity-service listens");
        check(
            intel == null && risk == null,
            "services.intel and services.risk belong to a port's gateway; remove them here");
      } else {
        check(intel != null, "services.intel is missing; say where intel-exchange-service listens");
        check(risk != null, "services.risk is missing; say where risk-service listens");
        check(
            identity == null,
            "services.identity belongs to the gateway of the alliance plane; remove it here");
      }
    }
  }

  /**
   * The confidential client of this gateway.
   *
   * @param issuer the realm's address, as in the {@code iss} claim
   * @param cookieKey 32 bytes in Base64 that seal started sign-ins and shared sessions; replicas
   *     need the same ones, and where nothing is given a key is made at start
   */
  public record SignIn(
      String clientId, String clientSecret, URI issuer, @Nullable String cookieKey) {

    private static final int COOKIE_KEY_BYTES = 32;

    public SignIn {
      present(clientId, "sign-in.client-id", "set it to portal-<name>");
      present(clientSecret, "sign-in.client-secret", "set it to the client's secret");
      present(issuer, "sign-in.issuer", "set it to the address of the realm");
      check(
          issuer.isAbsolute() && issuer.getHost() != null && !issuer.getPath().endsWith("/"),
          "sign-in.issuer is '%s'; set it to the realm's address without a final /"
              .formatted(issuer));
      check(
          cookieKey == null || decoded(cookieKey).length == COOKIE_KEY_BYTES,
          "sign-in.cookie-key is not in the form; set it to 32 random bytes in Base64, or leave it"
              + " out");
    }

    /** The key that seals started sign-ins, if one is given. */
    public Optional<byte[]> sealingKey() {
      return Optional.ofNullable(cookieKey).map(SignIn::decoded);
    }

    private static byte[] decoded(String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException notBase64) {
        return new byte[0];
      }
    }

    /** An endpoint of the realm; explicit, so that a gateway starts while the issuer is down. */
    public String endpoint(String name) {
      return issuer + "/protocol/openid-connect/" + name;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return "SignIn[" + clientId + " at " + issuer + "]";
    }
  }

  /** A port that the portal links to. */
  public record PortLink(String locode, String title, URI url) {}

  /** An agency's identity provider. */
  public record Agency(String alias, String name) {}

  /**
   * Limits. The defaults are pinned by a test.
   *
   * @param body largest request body where no other is said
   * @param intelBody what intel-exchange-service reads
   * @param registryBody what port-registry-service reads
   * @param eventsBody largest batch of events
   * @param attachmentBody largest file that is attached to an alert
   * @param responseTimeout longest wait for the head of an answer that is no stream
   * @param openPerAddress requests without a token that one address may have open; behind a proxy
   *     that is not trusted all have its address
   * @param streamsPerCaller open event streams of one person or machine client
   * @param streams open event streams of the whole gateway, below the connection pool
   * @param streamsForPeers how many of them are kept for peers
   * @param sessions sessions kept at once in memory; a Valkey has a limit of its own
   * @param sessionIdle time after which an unused session ends
   */
  public record Limits(
      @DefaultValue("1MB") DataSize body,
      @DefaultValue("64KB") DataSize intelBody,
      @DefaultValue("8KB") DataSize registryBody,
      @DefaultValue("8MB") DataSize eventsBody,
      @DefaultValue("5MB") DataSize attachmentBody,
      @DefaultValue("10s") Duration responseTimeout,
      @DefaultValue("50") int openPerAddress,
      @DefaultValue("8") int streamsPerCaller,
      @DefaultValue("400") int streams,
      @DefaultValue("100") int streamsForPeers,
      @DefaultValue("20000") int sessions,
      @DefaultValue("30m") Duration sessionIdle) {

    public Limits {
      check(
          body.toBytes() > 0 && eventsBody.toBytes() >= body.toBytes(),
          "limits.events-body has to be at least limits.body");
      check(
          attachmentBody.toBytes() >= body.toBytes(),
          "limits.attachment-body has to be at least limits.body");
      check(
          streamsPerCaller > 0
              && streamsForPeers >= 0
              && streams - streamsForPeers >= streamsPerCaller,
          "limits.streams has to be at least limits.streams-per-caller and limits.streams-for-peers"
              + " together");
      check(
          openPerAddress > 0 && intelBody.toBytes() > 0 && registryBody.toBytes() > 0,
          "limits.open-per-address, limits.intel-body and limits.registry-body have to be positive");
      check(
          responseTimeout.isPositive() && sessionIdle.isPositive() && sessions > 0,
          "limits.response-timeout, limits.session-idle and limits.sessions have to be positive");
    }
  }

  private static void checkNetwork(String network) {
    String[] parts = network.split("/", -1);
    boolean fits = false;
    try {
      int most = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
      int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : -1;
      fits = bits >= 0 && bits <= most;
    } catch (IllegalArgumentException notAnAddress) {
      // said below
    }
    check(
        fits,
        "trusted-proxies has '%s'; give networks such as 10.0.0.0/8 or fd00::/8"
            .formatted(network));
  }

  private static boolean isOrigin(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawPath().isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawUserInfo() == null;
  }

  /** A service that Kubernetes finds by its name. */
  private static boolean isFound(URI uri) {
    return "lb".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getPort() < 0
        && uri.getRawPath().isEmpty();
  }

  private static void present(@Nullable Object value, String key, String remedy) {
    check(value != null && !value.toString().isBlank(), key + " is missing; " + remedy);
  }

  private static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("alliance.gateway." + sentence + ".");
    }
  }
}
