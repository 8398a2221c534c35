package eu.portsalliance.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.registry.testing.Proofs;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RevocationTest extends RegistryTest {

  private static final Locode HAMBURG = new Locode("DEHAM");
  private static final Locode ROTTERDAM = new Locode("NLRTM");

  @Autowired private DirectoryIssuer issuer;
  @Autowired private PortKeys keys;
  @Autowired private AuditTrail audit;
  @Autowired private RegistrySettings settings;

  @BeforeEach
  void enrolAll() {
    enrol(Proofs.of(TestKeys.HAMBURG, "DEHAM", "http://hamburg.test", clock.instant()));
    enrol(Proofs.of(TestKeys.ROTTERDAM, "NLRTM", "http://rotterdam.test", clock.instant()));
    enrol(Proofs.of(TestKeys.ROTTERDAM_NEXT, "NLRTM", "http://rotterdam.test", clock.instant()));
  }

  @Test
  void aKeyWhoseApprovalWasTakenBackLeavesTheDirectoryAtStart() {
    long before = directory().serial();
    startWith(Map.of("NLRTM", Set.of(TestKeys.ROTTERDAM_NEXT.thumbprint())));
    Directory after = directory();

    assertThat(after.serial()).isEqualTo(before + 1);
    assertThat(after.port(HAMBURG).orElseThrow().keys()).isEmpty();
    assertThat(after.port(HAMBURG).orElseThrow().address()).isNull();
    assertThat(after.port(ROTTERDAM).orElseThrow().keys())
        .extracting(Directory.Key::thumbprint)
        .containsExactly(TestKeys.ROTTERDAM_NEXT.thumbprint());
    assertThat(after.port(ROTTERDAM).orElseThrow().address()).isEqualTo("http://rotterdam.test");
  }

  @Test
  void whatWasWithdrawnIsRecorded() {
    String query = "select count(*) from audit_record where what = 'withdraw key'";
    long before = count(query);
    startWith(Map.of("NLRTM", Set.of(TestKeys.ROTTERDAM_NEXT.thumbprint())));

    assertThat(count(query)).isEqualTo(before + 1);
  }

  @Test
  void aStartWithTheSameListChangesNothing() {
    String before = registry().get("/api/registry/directory").body();
    long records = count("select count(*) from audit_record");
    startWith(settings.approvedKeys());

    assertThat(registry().get("/api/registry/directory").body()).isEqualTo(before);
    assertThat(count("select count(*) from audit_record")).isEqualTo(records);
  }

  @Test
  void aKeyThatIsApprovedAgainComesBackByEnrolment() {
    startWith(Map.of("NLRTM", Set.of(TestKeys.ROTTERDAM_NEXT.thumbprint())));
    enrol(Proofs.of(TestKeys.HAMBURG, "DEHAM", "http://hamburg.test", clock.instant()));

    assertThat(directory().key(HAMBURG, TestKeys.HAMBURG.thumbprint(), clock.instant()))
        .isPresent();
  }

  private void enrol(Proofs proof) {
    assertThat(
            registry().post("/api/registry/enrolments", "application/jose", proof.sign()).status())
        .isEqualTo(200);
  }

  /** What a process does at its start, with a list of its own. */
  private void startWith(Map<String, Set<String>> approvedKeys) {
    FoundingList list =
        new FoundingList(
            new RegistrySettings(
                settings.rootKeyFile(),
                approvedKeys,
                Duration.ofMinutes(25),
                Duration.ofDays(365),
                RegistrySettings.Tenants.NONE));
    new DirectoryOpening(list, keys, issuer, audit, clock).opened().block();
  }
}
