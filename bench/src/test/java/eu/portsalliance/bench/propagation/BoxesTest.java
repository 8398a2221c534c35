package eu.portsalliance.bench.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxesTest {

  @Test
  void eachBoxIsDealtOnceAndStandsBeforeThoseDealtEarlier() {
    Boxes boxes = Boxes.of(500, new Random(1));

    List<String> dealt = new ArrayList<>(boxes.deal(200));
    dealt.addAll(boxes.deal(300));

    assertThat(dealt).isEqualTo(boxes.all()).doesNotHaveDuplicates();
    assertThat(dealt).isSortedAccordingTo(Comparator.reverseOrder());
  }
}
