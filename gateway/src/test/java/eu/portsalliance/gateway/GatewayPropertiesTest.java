package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What the gateway is told is checked before it starts. */
class GatewayPropertiesTest {

  private static final List<String> PORT =
      List.of(
          "name=nlrtm",
          "title=Rotterdam",
          "public-url=http://localhost:8101",
          "services.registry=http://127.0.0.1:1",
          "services.intel=http://127.0.0.1:2",
          "services.risk=http://127.0.0.1:3",
          "sign-in.client-id=portal-nlrtm",
          "sign-in.client-secret=s3cret",
          "sign-in.issuer=http://localhost:8180/realms/alliance");

  @Test
  void theDefaultsArePinned() {
    starting()
        .run(
            context -> {
              GatewayProperties properties = context.getBean(GatewayProperties.class);
              assertThat(properties.limits())
                  .isEqualTo(
                      new GatewayProperties.Limits(
                          DataSize.ofMegabytes(1),
                          DataSize.ofKilobytes(64),
                          DataSize.ofKilobytes(8),
                          DataSize.ofMegabytes(8),
                          DataSize.ofMegabytes(5),
                          Duration.ofSeconds(10),
                          50,
                          8,
                          400,
                          100,
                          20_000,
                          Duration.ofMinutes(30)));
              assertThat(properties.agencies()).isEmpty();
              assertThat(properties.ports()).isEmpty();
              assertThat(properties.trustedProxies()).isEmpty();
              assertThat(properties.sessions()).isEqualTo(GatewayProperties.Sessions.MEMORY);
              assertThat(properties.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void theAlliancePlaneNeedsOtherServices() {
    starting(
            "name=alliance",
            "services.intel=",
            "services.risk=",
            "services.identity=http://127.0.0.1:4",
            "sign-in.client-id=portal-alliance")
        .run(
            context -> {
              GatewayProperties properties = context.getBean(GatewayProperties.class);
              assertThat(properties.audience()).isEqualTo("alliance");
              assertThat(properties.locode()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=Rotterdam                     | name is 'Rotterdam'; set it to alliance or to the port's UN/LOCODE in lower case.
          title=                             | title is missing; set it to the name that people read.
          public-url=http://localhost/x      | public-url is 'http://localhost/x'; set it to http(s)://host[:port] without a path.
          services.registry=                 | services.registry is missing; say where port-registry-service listens.
          services.intel=                    | services.intel is missing; say where intel-exchange-service listens.
          services.risk=ftp://x              | services has 'ftp://x'; give http(s)://host[:port] or lb://service without a path.
          services.risk=lb://x:80            | services has 'lb://x:80'; give http(s)://host[:port] or lb://service without a path.
          services.identity=http://x         | services.identity belongs to the gateway of the alliance plane; remove it here.
          sign-in.client-id=portal-beanr     | sign-in.client-id is 'portal-beanr'; the client of this gateway is portal-nlrtm.
          sign-in.client-secret=             | sign-in.client-secret is missing; set it to the client's secret.
          sign-in.issuer=http://x/realms/a/  | sign-in.issuer is 'http://x/realms/a/'; set it to the realm's address without a final /.
          sign-in.cookie-key=c2hvcnQx        | sign-in.cookie-key is not in the form; set it to 32 random bytes in Base64, or leave it out.
          sign-in.cookie-key=not base64      | sign-in.cookie-key is not in the form; set it to 32 random bytes in Base64, or leave it out.
          sessions=valkey                    | sign-in.cookie-key is missing; with sessions in Valkey all replicas need the same 32 random bytes in Base64.
          trusted-proxies=10.0.0.0           | trusted-proxies has '10.0.0.0'; give networks such as 10.0.0.0/8 or fd00::/8.
          trusted-proxies=10.0.0.0/33        | trusted-proxies has '10.0.0.0/33'; give networks such as 10.0.0.0/8 or fd00::/8.
          trusted-proxies=ingress/8          | trusted-proxies has 'ingress/8'; give networks such as 10.0.0.0/8 or fd00::/8.
          agencies[0].alias=A B              | agencies has the alias 'A B' twice or not in the form of an alias.
          limits.streams=2                   | limits.streams has to be at least limits.streams-per-caller and limits.streams-for-peers together.
          limits.events-body=1KB             | limits.events-body has to be at least limits.body.
          limits.attachment-body=1KB         | limits.attachment-body has to be at least limits.body.
          """)
  void whatIsMissingOrContradictoryStopsTheStartWithASentence(String setting, String sentence) {
    starting(setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage("alliance.gateway." + sentence));
  }

  @Test
  void outsideAClusterANameOfAServiceStopsTheStart() {
    starting("services.intel=lb://intel-exchange-service")
        .withUserConfiguration(OneMachine.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("set spring.main.cloud-platform to kubernetes"));
    starting("services.intel=lb://intel-exchange-service")
        .withUserConfiguration(OneMachine.class)
        .withPropertyValues("spring.main.cloud-platform=kubernetes")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void anUnknownKeyStopsTheStart() {
    starting("sign-in.colour=blue")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("[alliance.gateway.sign-in.colour] were left unbound"));
  }

  private static ApplicationContextRunner starting(String... changes) {
    List<String> keys = Arrays.stream(changes).map(c -> c.split("=", 2)[0]).toList();
    List<String> properties = new ArrayList<>(PORT);
    properties.removeIf(one -> keys.contains(one.split("=", 2)[0]));
    Arrays.stream(changes).filter(c -> !c.endsWith("=")).forEach(properties::add);
    return new ApplicationContextRunner()
        .withUserConfiguration(Bound.class)
        .withPropertyValues(
            properties.stream().map(s -> "alliance.gateway." + s).toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(GatewayProperties.class)
  static class Bound {}
}
