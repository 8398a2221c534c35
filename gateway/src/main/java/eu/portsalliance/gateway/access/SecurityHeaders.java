package eu.portsalliance.gateway.access;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.portal.ContentPolicy;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.StaticServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.stereotype.Component;

/** The headers of every answer. */
@Component
final class SecurityHeaders implements Customizer<HeaderSpec> {

  private static final String NO_DEVICES =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

  private final ContentPolicy content;
  private final boolean secure;

  SecurityHeaders(ContentPolicy content, GatewayProperties properties) {
    this.content = content;
    this.secure = properties.secure();
  }

  @Override
  public void customize(HeaderSpec headers) {
    headers
        .contentSecurityPolicy(c -> c.policyDirectives(content.directives()))
        .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(f -> f.mode(Mode.DENY))
        .hsts(h -> h.disable())
        .writer(
            StaticServerHttpHeadersWriter.builder()
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", NO_DEVICES)
                .build());
    if (secure) {
      // TLS may end before this process: the public address decides, not the connection.
      headers.writer(
          StaticServerHttpHeadersWriter.builder()
              .header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
              .build());
    }
  }
}
