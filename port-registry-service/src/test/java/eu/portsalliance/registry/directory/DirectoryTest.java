package eu.portsalliance.registry.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import eu.portsalliance.testkit.ContractClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class DirectoryTest extends RegistryTest {

  private static final String DIRECTORY = "/api/registry/directory";

  @TempDir Path folder;
  @Autowired private DirectoryIssuer issuer;
  @Autowired private DirectoryRenewal renewal;
  @Autowired private RegistrySettings settings;
  @Autowired private DirectoryTables tables;
  @Autowired private IssuedDirectories issued;
  @Autowired private DatabaseClient client;
  @Autowired private ReactiveTransactionManager transactions;

  @Test
  void anybodyMayReadItAndItVerifiesWithTheRootKey() {
    Directory directory = directory();

    assertThat(directory.serial()).isPositive();
    assertThat(directory.ports())
        .extracting(port -> port.locode().value())
        .containsExactly("BEANR", "DEHAM", "NLRTM");
    assertThat(directory.ports()).allSatisfy(port -> assertThat(port.protocol()).contains("1"));
    assertThat(directory.organisations()).hasSize(19);
    assertThat(directory.terminals()).hasSize(37);
    assertThat(directory.organisations())
        .filteredOn(organisation -> organisation.ports().contains(new Locode("DEHAM")))
        .extracting(Directory.Organisation::id)
        .containsExactly(
            "c-steinweg-suedwest-terminal",
            "de-customs",
            "eurogate-hamburg",
            "hamburg-port-authority",
            "hhla");
  }

  @Test
  void thePayloadIsTheCanonicalFormOfWhatItSays() {
    String document = registry().get(DIRECTORY).body();

    assertThat(payload(document))
        .isEqualTo(new String(CanonicalJson.bytes(verified(document)), UTF_8));
    assertThat(payload(document))
        .startsWith("{\"desks\":[{\"contact\":\"desk@antwerp-bruges.example\",")
        .contains(
            "{\"code\":\"FRU\",\"name\":\"HHLA Frucht- und Kühl-Zentrum\",\"operator\":\"hhla\","
                + "\"port\":\"DEHAM\"}");
  }

  @Test
  void itIsSentAsJoseAndNotCachedUnasked() {
    ContractClient.Answer answer = registry().get(DIRECTORY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/jose");
    assertThat(answer.header("Cache-Control")).contains("no-cache");
  }

  @Test
  void whoHoldsTheNewestIsToldSo() {
    String etag = registry().get(DIRECTORY).header("ETag");

    ContractClient.Answer held = registry().get(DIRECTORY, "If-None-Match", etag);
    ContractClient.Answer older = registry().get(DIRECTORY, "If-None-Match", "\"0-00\"");

    assertThat(etag).matches("\"\\d+-[0-9a-f]{16}\"");
    assertThat(held.status()).isEqualTo(304);
    assertThat(held.body()).isEmpty();
    assertThat(older.status()).isEqualTo(200);
  }

  @Test
  void issuingAgainWithNothingNewGivesTheSameBytes() {
    String before = registry().get(DIRECTORY).body();
    renewal.renew().block();

    assertThat(registry().get(DIRECTORY).body()).isEqualTo(before);
  }

  @Test
  void aChangedMemberRaisesTheSerialByOne() {
    renewal.renew().block();
    long before = directory().serial();
    asOwner(
        "update desk set contact = 'changed-"
            + before
            + "@rotterdam.example' where port = 'NLRTM'");
    renewal.renew().block();

    assertThat(directory().serial()).isEqualTo(before + 1);
    assertThat(directory().desks())
        .extracting(Directory.Desk::contact)
        .contains("changed-" + before + "@rotterdam.example");
  }

  @Test
  void anUnchangedDirectoryIsIssuedAnewBeforeItIsThirtyMinutesOld() {
    renewal.renew().block();
    Directory before = directory();
    clock.advance(Duration.ofMinutes(30).minus(Duration.ofMinutes(1)));
    renewal.renew().block();
    Directory after = directory();

    assertThat(after.serial()).isEqualTo(before.serial() + 1);
    assertThat(after.issued()).isAfter(before.issued());
    assertThat(after.ports()).isEqualTo(before.ports());
  }

  @Test
  void anotherRootKeySignsTheSameContentAnew() throws Exception {
    renewal.renew().block();
    Directory before = directory();
    PortKey otherRoot = TestKeys.generate();
    Path file = Files.writeString(folder.resolve("other.jwk.json"), otherRoot.jwk().toJSONString());
    RegistrySettings otherSettings =
        new RegistrySettings(
            file,
            settings.approvedKeys(),
            settings.reissueAfter(),
            settings.keyValidity(),
            settings.tenants());
    DirectoryIssuer rotated =
        new DirectoryIssuer(otherSettings, tables, issued, transactions, clock);

    IssuedDirectory first = Objects.requireNonNull(rotated.inTurn(rotated.issue()).block());
    IssuedDirectory again = Objects.requireNonNull(rotated.inTurn(rotated.issue()).block());
    renewal.renew().block();

    assertThat(Jws.claimedKey(first.document())).contains(otherRoot.thumbprint());
    assertThat(first.serial()).isEqualTo(before.serial() + 1);
    assertThat(again.document()).isEqualTo(first.document());
    assertThat(directory().serial()).isEqualTo(before.serial() + 2);
  }

  @Test
  void replicasThatIssueAtOnceNeverGiveASerialTwice() {
    renewal.renew().block();
    long before = directory().serial();
    DirectoryIssuer other = new DirectoryIssuer(settings, tables, issued, transactions, clock);

    List<IssuedDirectory> documents =
        Flux.range(0, 40)
            .flatMap(
                number ->
                    (number % 2 == 0 ? issuer : other)
                        .inTurn(
                            putAddress("http://hamburg-" + number + ".test").then(issuer.issue()))
                        .subscribeOn(Schedulers.parallel()),
                40)
            .collectList()
            .block();

    assertThat(documents)
        .extracting(IssuedDirectory::serial)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(before + 1, before + 40).boxed().toList());
    assertThat(count("select count(*) from issued_directory where serial > " + before))
        .isEqualTo(40);
  }

  @Test
  void replicasThatSeeTheSameChangeAtOnceIssueItOnce() {
    renewal.renew().block();
    long before = directory().serial();
    asOwner("update port set name = 'Rotterdam " + before + "' where locode = 'NLRTM'");

    try {
      List<IssuedDirectory> documents =
          Flux.range(0, 20)
              .flatMap(_ -> issuer.inTurn(issuer.issue()).subscribeOn(Schedulers.parallel()), 20)
              .collectList()
              .block();

      assertThat(documents).extracting(IssuedDirectory::serial).containsOnly(before + 1);
    } finally {
      asOwner("update port set name = 'Rotterdam' where locode = 'NLRTM'");
      renewal.renew().block();
    }
  }

  private Mono<Void> putAddress(String address) {
    return client
        .sql("update port set address = :address where locode = 'DEHAM'")
        .bind("address", address)
        .then();
  }
}
