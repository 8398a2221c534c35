package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.IntelProperties;
import eu.portsalliance.intel.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The desk against a mail server and a webhook of this machine. */
class DeskTest {
  private static final byte[] SECRET =
      "a-secret-of-32-bytes-for-webhooks".getBytes(StandardCharsets.US_ASCII);

  /** Far from the present, so that the desk of the running port leaves the notices of this test. */
  private static final Instant NOW = Instant.parse("2097-06-05T10:00:00Z");

  private final String organisation = "desk-" + UUID.randomUUID();
  private final String domain = UUID.randomUUID() + ".test";
  private final String alert = "indicator--" + UUID.randomUUID();
  private final GreenMail sink =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private final DisposableServer hook =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .handle(
              (in, out) ->
                  in.receive()
                      .aggregate()
                      .asString()
                      .doOnNext(
                          body -> {
                            signatures.add(in.requestHeaders().get(Webhook.SIGNATURE, ""));
                            posted.add(body);
                          })
                      .then(out.status(204).send()))
          .bindNow();

  @BeforeEach
  void begin() {
    sink.start();
  }

  @AfterEach
  void end() {
    sink.stop();
    hook.disposeNow();
  }

  @Test
  void whoeverIsOnDutyIsToldByMailWithoutContent() throws MessagingException {
    rota(shift(1, "first", null), shift(2, "second", null));
    UUID notice = notice();

    desk(sink.getSmtp().getPort()).round(NOW).block();

    assertThat(recipients()).containsExactly("first");
    String whole =
        Arrays.stream(sink.getReceivedMessages())
            .map(GreenMailUtil::getWholeMessage)
            .filter(mail -> mail.contains(domain))
            .findFirst()
            .orElseThrow();
    assertThat(whole)
        .contains("A notice needs you", notice.toString(), Ports.BEANR.address + "/duty")
        .doesNotContain(alert, "MSKU", organisation, "nl-customs", "look");
  }

  @Test
  void withoutAcknowledgementTheNextLevelIsToldOnceAfterAQuarterOfAnHour()
      throws MessagingException {
    rota(shift(1, "first", null), shift(2, "second", null));
    notice();
    Desk desk = desk(sink.getSmtp().getPort());

    desk.round(NOW).block();
    desk.round(NOW.plus(Duration.ofMinutes(14))).block();
    assertThat(recipients()).containsExactly("first");
    desk.round(NOW.plus(Duration.ofMinutes(16))).block();
    desk.round(NOW.plus(Duration.ofMinutes(40))).block();

    assertThat(recipients()).containsExactly("first", "second");
  }

  @Test
  void anAcknowledgedNoticeGoesNoFurther() throws MessagingException {
    rota(shift(1, "first", null), shift(2, "second", null));
    UUID notice = notice();
    Desk desk = desk(sink.getSmtp().getPort());

    desk.round(NOW).block();
    Ports.BEANR.bean(Notices.class).acknowledge(notice, "somebody", NOW).block();
    desk.round(NOW.plus(Duration.ofMinutes(16))).block();

    assertThat(recipients()).containsExactly("first");
  }

  @Test
  void whatSomebodyTookOnBeforeItCouldRingRingsOnceAndGoesNoFurther() throws MessagingException {
    rota(shift(1, "first", null), shift(2, "second", null));
    UUID notice = notice();
    Desk desk = desk(sink.getSmtp().getPort());

    Ports.BEANR.bean(Notices.class).acknowledge(notice, "somebody", NOW.minusSeconds(1)).block();
    desk.round(NOW).block();
    desk.round(NOW.plus(Duration.ofMinutes(16))).block();
    desk.round(NOW.plus(Duration.ofMinutes(40))).block();

    assertThat(recipients()).containsExactly("first");
  }

  @Test
  void ofAChangedPlanEverybodyOfThePlanBeforeIsToldOnDutyOrNot() throws MessagingException {
    Rota.Shift off = new Rota.Shift(1, "03:00", "03:01", 2, "off@" + domain, null);
    Rota before =
        new Rota(
            "Europe/Brussels",
            Stream.concat(shift(1, "first", null).stream(), Stream.of(off)).toList());
    rota(shift(1, "friend", null), List.of());
    Rotas.Change change =
        new Rotas.Change(
            UUID.randomUUID(), Rota.NONE, before, "officer", Instant.parse("2097-01-01T00:00:00Z"));
    Ports.BEANR.bean(Rotas.class).propose(organisation, change).block();
    Ports.BEANR.execute(
        "update duty_notice set raised_at = '2000-01-01Z', leased_until = '2097-01-01' where organisation = '%s'"
            .formatted(organisation));

    desk(sink.getSmtp().getPort()).round(NOW).block();

    assertThat(recipients()).containsExactlyInAnyOrder("first", "off");
  }

  @Test
  void aWebhookIsSignedAndSaysWhichNoticeAlone() throws GeneralSecurityException {
    rota(shift(1, null, "http://127.0.0.1:" + hook.port() + "/duty"), List.of());
    UUID notice = notice();

    desk(sink.getSmtp().getPort()).round(NOW).block();

    assertThat(JsonMapper.shared().readTree(posted.getFirst()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"notice\":\"%s\",\"escalated\":false,\"link\":\"%s/duty\"}"
                        .formatted(notice, Ports.BEANR.address)));
    String signature = signatures.getFirst();
    String seconds = signature.substring(2, signature.indexOf(','));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    byte[] signed =
        mac.doFinal((seconds + "." + posted.getFirst()).getBytes(StandardCharsets.UTF_8));
    assertThat(signature).isEqualTo("t=" + seconds + ",v1=" + HexFormat.of().formatHex(signed));
  }

  @Test
  void whatCouldNotBeSentIsSentWhenTheServerIsBack() throws MessagingException {
    rota(shift(1, "first", null), List.of());
    notice();
    desk(1).round(NOW).block();
    Desk desk = desk(sink.getSmtp().getPort());

    desk.round(NOW.plusSeconds(30)).block();
    assertThat(recipients()).isEmpty();
    desk.round(NOW.plusSeconds(61)).block();

    assertThat(recipients()).containsExactly("first");
  }

  @Test
  void ofTwoReplicasOneTells() throws MessagingException {
    rota(shift(1, "first", null), List.of());
    notice();
    Desk one = desk(sink.getSmtp().getPort());
    Desk other = desk(sink.getSmtp().getPort());

    Mono.when(one.round(NOW), other.round(NOW)).block();

    assertThat(recipients()).containsExactly("first");
  }

  /** What is kept for peers is locked, so that no round that tells them comes to an end. */
  @Test
  void aPeerThatHangsKeepsNobodyFromBeingTold() {
    rota(shift(1, "first", null), List.of());
    notice();
    AtomicBoolean locked = new AtomicBoolean();
    Disposable hanging =
        Ports.BEANR
            .bean(DatabaseClient.class)
            .sql("lock table look_due in access exclusive mode")
            .then()
            .then(Mono.fromRunnable(() -> locked.set(true)))
            .then(Mono.never())
            .as(Ports.BEANR.bean(TransactionalOperator.class)::transactional)
            .subscribe();
    await().atMost(Duration.ofSeconds(20)).untilTrue(locked);
    Desk desk = desk(sink.getSmtp().getPort(), Clock.fixed(NOW, ZoneOffset.UTC));

    desk.afterSingletonsInstantiated();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(recipients()).containsExactly("first"));
    } finally {
      desk.destroy();
      hanging.dispose();
    }
  }

  @Test
  void aClockIsToldBeforeWhatAnybodyMayRaiseByTheThousand() {
    List<UUID> before =
        IntStream.range(0, 21).mapToObj(_ -> notice("look-up", "NLRTM", 1)).toList();
    UUID clock = notice("last-chance", "journey", 2);

    List<UUID> leased = leased(20);

    assertThat(leased).contains(clock);
    assertThat(leased.stream().filter(id -> id.equals(clock) || before.contains(id)).findFirst())
        .contains(clock);
    Ports.BEANR.execute(
        "update duty_notice set quiet = true where organisation = '" + organisation + "'");
  }

  @Test
  void ofTheCollisionsThatOnePortTellsOneRingsUntilItIsAcknowledged() {
    UUID first = notice("collision", "BEANR", 1);
    UUID second = notice("collision", "BEANR", 2);

    assertThat(leased(10_000)).contains(first).doesNotContain(second);
    Ports.BEANR.bean(Notices.class).acknowledge(first, "somebody", raised(3)).block();
    assertThat(leased(10_000)).doesNotContain(second);
    Ports.BEANR.bean(Notices.class).acknowledge(second, "somebody", raised(4)).block();
    UUID third = notice("collision", "BEANR", 5);
    UUID found = notice("collision", "be-customs", 6);

    assertThat(leased(10_000)).contains(third, found);
  }

  private static List<UUID> leased(int most) {
    return Ports.BEANR
        .bean(Notices.class)
        .lease(NOW, NOW, NOW.minus(Duration.ofMinutes(15)), most)
        .map(Notices.Due::id)
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private Desk desk(int smtpPort) {
    return desk(smtpPort, Clock.systemUTC());
  }

  private Desk desk(int smtpPort, Clock clock) {
    DutyProperties properties =
        new DutyProperties(
            "127.0.0.1",
            smtpPort,
            null,
            null,
            false,
            "duty@port.test",
            Set.of("127.0.0.1"),
            Base64.getEncoder().encodeToString(SECRET),
            Duration.ofMinutes(15),
            300,
            50);
    return new Desk(
        Ports.BEANR.bean(Notices.class),
        Ports.BEANR.bean(Rotas.class),
        Ports.BEANR.bean(LookLog.class),
        Ports.BEANR.bean(Looks.class),
        Ports.BEANR.bean(ToldCollisions.class),
        new BlockingMail(properties),
        new Webhook(properties, JsonMapper.shared(), Clock.systemUTC()),
        properties,
        Ports.BEANR.bean(IntelProperties.class),
        Ports.BEANR.bean(Leases.class),
        clock);
  }

  private void rota(List<Rota.Shift> first, List<Rota.Shift> second) {
    List<Rota.Shift> all = new ArrayList<>(first);
    all.addAll(second);
    Ports.BEANR
        .bean(Rotas.class)
        .put(organisation, Rota.NONE, new Rota("Europe/Brussels", all), Instant.now())
        .block();
  }

  /** On duty all week. */
  private List<Rota.Shift> shift(int level, @Nullable String email, @Nullable String webhook) {
    return IntStream.rangeClosed(1, 7)
        .mapToObj(
            day ->
                new Rota.Shift(
                    day,
                    "00:00",
                    "00:00",
                    level,
                    email == null ? null : email + "@" + domain,
                    webhook))
        .toList();
  }

  /** Of a clock, so that what other tests raised does not stand before it. */
  private UUID notice() {
    return notice("last-chance", "journey", 0);
  }

  /** Long before whatever other tests raised. */
  private static Instant raised(int order) {
    return Instant.parse("2000-01-01T00:00:00Z").plusSeconds(order);
  }

  private UUID notice(String kind, String source, int order) {
    UUID id = UUID.randomUUID();
    Ports.BEANR.execute(
        """
        insert into duty_notice (id, organisation, kind, about, port, by_organisation, source, happened_at, raised_at,
                                 quiet, leased_until)
        values ('%s', '%s', '%s', '%s', 'BEANR', 'nl-customs', '%s', now(), '%s', false, '2097-01-01')
        """
            .formatted(
                id,
                organisation,
                kind,
                kind.equals("last-chance") ? alert : "indicator--" + id,
                source,
                raised(order)));
    return id;
  }

  private List<String> recipients() throws MessagingException {
    List<String> all = new ArrayList<>();
    for (MimeMessage mail : sink.getReceivedMessages()) {
      String to = mail.getAllRecipients()[0].toString();
      // other notices may be due at the same far moment
      if (to.endsWith(domain)) {
        all.add(to.substring(0, to.indexOf('@')));
      }
    }
    return all;
  }
}
