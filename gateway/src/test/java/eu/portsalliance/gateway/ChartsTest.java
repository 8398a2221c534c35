package eu.portsalliance.gateway;

import eu.portsalliance.testkit.Charts;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the charts tell this service with each of their examples. */
class ChartsTest {

  @ParameterizedTest
  @MethodSource("told")
  void everyKeyIsReadAndFits(Charts.Told told) {
    Charts.bind(told, "spring.data.redis");
  }

  private static Stream<Charts.Told> told() {
    return Charts.tell("gateway");
  }
}
