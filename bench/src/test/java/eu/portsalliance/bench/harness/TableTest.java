package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void wordsStandLeftAndFiguresRight() {
    String text =
        new Table("Figures", "what", "median", "least .. most")
            .row("a", 1.5, "1.00 .. 2.00")
            .row("longer", 1234)
            .text();

    assertThat(text)
        .isEqualTo(
            """
            Figures
              what    median  least .. most
              a         1.50   1.00 .. 2.00
              longer    1234
            """);
  }
}
