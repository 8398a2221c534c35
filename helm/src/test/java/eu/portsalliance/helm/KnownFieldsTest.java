package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownFieldsTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyFieldIsOneThatTheKindHas(Rendered rendered) {
    rendered.things().forEach(thing -> Kinds.check(thing.json()));
  }

  @Test
  void aFieldThatIsMisspeltIsSeenInEachKind() {
    Rendered.all()
        .flatMap(rendered -> rendered.things().stream())
        .filter(thing -> thing.at("/spec").isObject())
        .forEach(
            thing -> {
              JsonNode broken = thing.json().deepCopy();
              ((ObjectNode) broken.path("spec")).put("mispelt", 1);
              assertThatThrownBy(() -> Kinds.check(broken))
                  .as(thing.toString())
                  .hasMessageContaining("mispelt");
            });
    assertThat(Rendered.all()).isNotEmpty();
  }
}
