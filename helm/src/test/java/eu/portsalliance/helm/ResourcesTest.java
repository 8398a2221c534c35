package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container asks for and may take at most. */
class ResourcesTest {
  private static final BigDecimal GIBIBYTE = new BigDecimal(1L << 30);

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyContainerSaysWhatItNeedsAndHasALimitOfMemory(Rendered rendered) {
    assertThat(rendered.containers())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
              assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
              assertThat(bytes(container.at("/resources/limits/memory").asText()))
                  .isGreaterThanOrEqualTo(
                      bytes(container.at("/resources/requests/memory").asText()));
              assertThat(container.at("/resources/limits/cpu").isMissingNode())
                  .as("a limit of the processor slows a start and nothing else")
                  .isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void whatIsWrittenHasALimitToo(Rendered rendered) {
    assertThat(rendered.withPods().flatMap(thing -> Rendered.each(thing.podSpec().path("volumes"))))
        .filteredOn(volume -> volume.has("emptyDir"))
        .allSatisfy(volume -> assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty());
  }

  @Test
  void thePlaneOfAPortAsksForLittleMoreThanItMayIdleAt() {
    BigDecimal asked =
        Chart.PORT_TENANT
            .rendered("default")
            .deployables()
            .map(
                thing ->
                    bytes(thing.podSpec().at("/containers/0/resources/requests/memory").asText()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(asked).isLessThanOrEqualTo(GIBIBYTE.add(GIBIBYTE.divide(BigDecimal.TEN)));
  }

  private static BigDecimal bytes(String quantity) {
    return Quantity.getAmountInBytes(new Quantity(quantity));
  }
}
