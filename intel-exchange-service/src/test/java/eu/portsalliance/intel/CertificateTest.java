package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.testkit.TestPostgres;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.netty.http.client.HttpClient;

/** A peer whose certificate runs out, Antwerp being ours to let it. */
class CertificateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TestCertificates CERTIFICATES = new TestCertificates();

  /** As the exchange speaks to peers, but with the authority of this test. */
  @TestConfiguration(proxyBeanMethods = false)
  static class BelievesTheTest {

    @Bean
    @Primary
    HttpClient believing(@Qualifier("toPeers") HttpClient toPeers) throws SSLException {
      var context = SslContextBuilder.forClient().trustManager(CERTIFICATES.authority()).build();
      return toPeers.secure(spec -> spec.sslContext(context));
    }
  }

  @Test
  void aPeerWhoseCertificateHasRunOutIsRefusedAndReadOnFromWhereItWasOnceItIsRenewed() {
    try (StubRegistry registry = new StubRegistry("NLRTM", "BEANR");
        FakePeer antwerp = new FakePeer(CERTIFICATES.context())) {
      registry.place("BEANR", antwerp.address());
      try (TestPort rotterdam =
          new TestPort(
              "NLRTM", registry, TestPostgres.database("intel"), Map.of(), BelievesTheTest.class)) {
        Api reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-reader");
        StixAlert before = put(registry, antwerp);
        await().atMost(PATIENCE).until(() -> reader.sees(before.id()));
        await().atMost(PATIENCE).until(() -> antwerp.asked.contains("a1"));

        CERTIFICATES.show("expired");
        antwerp.hangUp();
        await().atMost(PATIENCE).until(() -> !rotterdam.linked());
        StixAlert meanwhile = put(registry, antwerp);
        refuses();
        int asked = antwerp.asked.size();
        refuses();
        assertThat(antwerp.asked).as("nobody speaks to it").hasSize(asked);
        assertThat(reader.sees(meanwhile.id())).isFalse();
        assertThat(reader.sees(before.id())).isTrue();

        CERTIFICATES.show("valid");
        await().atMost(PATIENCE).until(() -> reader.sees(meanwhile.id()));
        assertThat(antwerp.asked.subList(asked, antwerp.asked.size()))
            .as("read on, not anew")
            .startsWith("a1")
            .doesNotContain("a0");
        await().atMost(PATIENCE).until(rotterdam::linked);
      }
    }
  }

  /** What was under way before is over by then. */
  private static void refuses() {
    int shown = CERTIFICATES.shown();
    await().atMost(PATIENCE).until(() -> CERTIFICATES.shown() > shown + 2);
  }

  private static StixAlert put(StubRegistry registry, FakePeer antwerp) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    StixAlert alert =
        StixAlerts.green(
            "indicator--" + UUID.randomUUID(), 1, "BEANR", "be-federal-police", now, now, "A box.");
    antwerp.put(Jws.sign(registry.key("BEANR"), "alliance-object+jws", StixWriter.write(alert)));
    antwerp.hint();
    return alert;
  }
}
