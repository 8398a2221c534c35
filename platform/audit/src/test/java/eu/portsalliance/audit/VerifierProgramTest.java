package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The verifier as an outsider runs it: over files, with public keys alone. */
class VerifierProgramTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String LOG = "NLRTM/intel-exchange-service";
  private static final PortKey ROOT = key();
  private static final PortKey ROTTERDAM = key();
  private static final PortKey ANTWERP = key();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  @TempDir private Path folder;
  private Head head = new Head(LOG, 0, "", NOW);

  @BeforeEach
  void files() throws IOException {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 10; i++) {
      String record = "{\"id\":" + i + "}";
      byte[] leaf = tree.leaf(record.getBytes(StandardCharsets.UTF_8));
      tree.append(leaf);
      lines.add(Verifier.text(leaf) + " " + record);
    }
    head = Head.of(LOG, tree, NOW);
    Files.write(file("log"), lines);
    Files.writeString(file("heads"), head.signed(ROTTERDAM));
    Files.writeString(file("directory"), directory(ROOT));
    Files.writeString(file("root"), ROOT.publicPart().jwk().toJSONString());
  }

  @Test
  void a_whole_log_ends_with_0() {
    assertThat(run()).isZero();
    assertThat(said())
        .containsExactly(
            LOG
                + ": 10 records, 10 of them proven by 1 signed heads, 0 erased after their time; whole.");
  }

  @Test
  void a_changed_record_ends_with_1_and_is_named() throws IOException {
    lines.set(4, lines.get(4).replace("{\"id\":4}", "{\"id\":5}"));
    Files.write(file("log"), lines);
    assertThat(run()).isEqualTo(1);
    assertThat(said()).anyMatch(line -> line.startsWith("record 4 was changed"));
    assertThat(said().getLast()).endsWith("NOT WHOLE.");
  }

  @Test
  void a_head_that_a_witness_holds_is_taken_from_a_second_file() throws IOException {
    Files.write(file("log"), lines.subList(0, 7));
    Files.writeString(file("witnessed"), "\n" + head.signed(ROTTERDAM) + "\n");
    Files.writeString(file("heads"), "");
    assertThat(run("--heads", file("witnessed").toString())).isEqualTo(1);
    assertThat(said()).anyMatch(line -> line.startsWith("cut off at the end: the export has 7"));
  }

  @Test
  void a_head_that_another_port_signed_proves_nothing() throws IOException {
    Files.writeString(file("heads"), head.signed(ANTWERP));
    assertThat(run()).isEqualTo(1);
    assertThat(said().getFirst())
        .isEqualTo(
            "A head in " + file("heads") + " is not signed by a key of its port; it is left out.");
    assertThat(said().getLast()).contains("0 of them proven by 0 signed heads");
  }

  @Test
  void a_head_of_another_log_is_not_taken_for_this_one() throws IOException {
    Head other = new Head("NLRTM/risk-service", head.size(), head.root(), NOW);
    Files.writeString(file("heads"), other.signed(ROTTERDAM));
    assertThat(run()).isEqualTo(1);
    assertThat(said().getLast()).contains("0 of them proven by 0 signed heads");
  }

  @Test
  void a_directory_that_the_root_did_not_sign_ends_with_2() throws IOException {
    Files.writeString(file("directory"), directory(ANTWERP));
    assertThat(run()).isEqualTo(2);
    assertThat(said())
        .containsExactly("Cannot be checked: the directory is not signed by this root");
  }

  @Test
  void a_file_that_is_not_there_or_cannot_be_read_ends_with_2() throws IOException {
    for (String name : List.of("log", "heads", "directory", "root")) {
      byte[] content = Files.readAllBytes(file(name));
      Files.delete(file(name));
      assertThat(run()).as("without %s", name).isEqualTo(2);
      Files.write(file(name), new byte[] {'{', (byte) 0xff});
      assertThat(run()).as("%s that is no text", name).isEqualTo(2);
      Files.write(file(name), content);
    }
    assertThat(said()).hasSize(8).allMatch(line -> line.startsWith("Cannot be checked: "));
  }

  @Test
  void arguments_that_it_does_not_know_end_with_2_and_say_which_it_does() {
    for (String[] arguments :
        List.of(
            new String[0],
            new String[] {"--log", "no-name"},
            new String[] {"--key", "x"},
            new String[] {"--log"})) {
      out.reset();
      assertThat(program().run(arguments)).isEqualTo(2);
      assertThat(said().getFirst()).startsWith("Checks an exported audit log");
    }
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--log",
                LOG + "=" + file("log"),
                "--heads",
                file("heads").toString(),
                "--directory",
                file("directory").toString(),
                "--root",
                file("root").toString()));
    Collections.addAll(arguments, more);
    return program().run(arguments.toArray(String[]::new));
  }

  private VerifierProgram program() {
    return new VerifierProgram(
        new PrintStream(out, true, StandardCharsets.UTF_8), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<String> said() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static String directory(PortKey signer) {
    Directory directory =
        new Directory(
            1,
            NOW,
            List.of(port("NLRTM", ROTTERDAM), port("BEANR", ANTWERP)),
            List.of(),
            List.of(),
            List.of());
    return Jws.sign(
        signer, Directory.TYPE, JsonMapper.builder().build().writeValueAsBytes(directory));
  }

  /** Its key has run out since: what was signed in time stays signed. */
  private static Directory.Port port(String locode, PortKey key) {
    Directory.Key known =
        new Directory.Key(
            key.publicPart().jwk().toJSONObject(),
            key.thumbprint(),
            NOW.minusSeconds(7200),
            NOW.minusSeconds(3600));
    return new Directory.Port(
        new Locode(locode),
        locode,
        locode.substring(0, 2),
        null,
        "active",
        List.of("1"),
        List.of(known));
  }

  private static PortKey key() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
