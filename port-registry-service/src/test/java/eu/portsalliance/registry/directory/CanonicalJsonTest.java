package eu.portsalliance.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {

  private static final JsonMapper PLAIN = JsonMapper.builder().build();

  @Property(tries = 300)
  void theOrderInWhichMembersCameDoesNotShow(
      @ForAll @Size(max = 12) Map<@From("names") String, @From("names") String> members,
      @ForAll Random random) {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, random);
    Map<String, String> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, members.get(name)));

    assertThat(CanonicalJson.bytes(shuffled)).isEqualTo(CanonicalJson.bytes(members));
  }

  @Property(tries = 300)
  void theHashIsTheSameExactlyWhenTheContentIs(
      @ForAll("names") String one, @ForAll("names") String other) {
    assertThat(Arrays.equals(content(one).sha256(), content(other).sha256()))
        .isEqualTo(one.equals(other));
  }

  @Property(tries = 300)
  void whatIsSignedReadsBackAsItWas(@ForAll("names") String name) {
    byte[] payload = content(name).payload(7, Instant.parse("2026-12-01T08:00:00Z"));
    Directory read = PLAIN.readValue(payload, Directory.class);

    assertThat(read.ports()).isEqualTo(content(name).ports());
    assertThat(CanonicalJson.bytes(read)).isEqualTo(payload);
  }

  @Example
  void escapesAreTheShortestOfRfc8785() {
    String text = "\u20ac$\u000f\nA'B\"\\\"/\u007f";

    assertThat(new String(CanonicalJson.bytes(Map.of("t", text)), StandardCharsets.UTF_8))
        .isEqualTo("{\"t\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\"}");
  }

  @Example
  void membersAreInTheOrderOfUtf16CodeUnits() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("\ufb33", "Hebrew letter");
    members.put("\ud83d\ude02", "smiley");
    members.put("\u00f6", "o with diaeresis");
    members.put("1", "one");
    members.put("\r", "carriage return");

    assertThat(new String(CanonicalJson.bytes(members), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"\\r\":\"carriage return\",\"1\":\"one\",\"\u00f6\":\"o with diaeresis\","
                + "\"\ud83d\ude02\":\"smiley\",\"\ufb33\":\"Hebrew letter\"}");
  }

  private static DirectoryContent content(String name) {
    return new DirectoryContent(
        List.of(
            new Directory.Port(
                new Locode("NLRTM"), name, "NL", null, "active", List.of("1"), List.of())),
        List.of(),
        List.of(),
        List.of());
  }

  /** Unicode text without lone surrogates, which have no form in UTF-8. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }
}
