package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {

  static Stream<Arguments> examples() {
    return Stream.of(Chart.values())
        .flatMap(chart -> chart.examples().map(example -> Arguments.of(chart, example)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theChartIsLintedStrictly(Chart chart, String example) {
    var result = chart.linted(example);

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyClusterGetsTheSameObjectsAndEachOnce(Chart chart, String example) {
    Rendered newest = chart.rendered(example);

    Set<String> seen = new HashSet<>();
    assertThat(newest.things())
        .isNotEmpty()
        .allSatisfy(thing -> assertThat(seen.add(thing.toString())).as(thing.toString()).isTrue());
    for (String cluster : Chart.CLUSTERS) {
      assertThat(chart.rendered(example, cluster).things()).isEqualTo(newest.things());
    }
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyObjectIsInTheNamespaceOfTheReleaseAndNamedForIt(Rendered rendered) {
    assertThat(rendered.things())
        .filteredOn(thing -> !thing.isHook())
        .allSatisfy(
            thing -> {
              assertThat(thing.at("/metadata/namespace").asText()).isEqualTo(Chart.NAMESPACE);
              assertThat(thing.name())
                  .startsWith(rendered.chart().release + "-")
                  .hasSizeLessThan(64);
              assertThat(thing.component()).isNotEmpty();
            });
  }
}
