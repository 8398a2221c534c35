package eu.portsalliance.intel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.intel.alert.ContainerNumber;
import eu.portsalliance.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a box is written, if the database may find it, it is counted as that box. */
class QueryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIKU1234565",
        "MI\u212AU1234565",
        "M\u0130KU1234565",
        "mi\u212Au\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF15",
        "\uFF2D\uFF29\uFF2B\uFF35\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2075",
        "\u24C2\u24BE\u24C0\u24CA1234565"
      })
  void whatMayBeReadAsABoxIsThatBox(String written) {
    ContainerNumber box = new ContainerNumber("MIKU1234565");
    Query words = QueryForm.read(Map.of("q", "seal " + written));
    assertThat(words.boxes()).containsExactly(box);
    assertThat(words.words().orElseThrow()).isEqualToIgnoringCase("seal MIKU1234565");
    Query indicator = QueryForm.read(Map.of("indicator", written));
    assertThat(indicator.boxes()).containsExactly(box);
    assertThat(indicator.indicator()).contains("MIKU1234565");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "today"})
  void aTimeThatCannotBeIsRefusedByTheNameOfItsField(String time) {
    for (String field : List.of("from", "until")) {
      assertThatThrownBy(() -> QueryForm.read(Map.of(field, time)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused ->
                  assertThat(refused.problem().errors().getFirst().field()).isEqualTo(field));
    }
  }
}
