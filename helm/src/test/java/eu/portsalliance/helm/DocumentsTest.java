package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** READMEs say what values.yaml says, and the charts stay of one shape and small. */
class DocumentsTest {

  /** Run with {@code -Dcharts.write=true} to make the READMEs anew. */
  @ParameterizedTest
  @EnumSource(Chart.class)
  void theReadmeIsMadeFromTheValues(Chart chart) throws IOException {
    String made = Readme.made(chart.text("README.md"), chart.text("values.yaml"));
    if (Boolean.getBoolean("charts.write")) {
      Files.writeString(chart.file("README.md"), made);
    }

    assertThat(chart.text("README.md")).isEqualTo(made);
  }

  @Test
  void bothChartsAreMadeOfTheSameParts() throws IOException {
    List<String> parts;
    try (Stream<Path> files = Files.list(Chart.PORT_TENANT.file("templates"))) {
      parts =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".tpl") && !name.equals("_tenant.tpl"))
              .toList();
    }

    assertThat(parts)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            part ->
                assertThat(Chart.ALLIANCE.text("templates/" + part))
                    .isEqualTo(Chart.PORT_TENANT.text("templates/" + part)));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aChartIsSmallEnoughToBeRead(Chart chart) throws IOException {
    assertThat(chart.text("values.yaml").lines()).hasSizeLessThan(300);
    try (Stream<Path> files =
        Files.walk(chart.file("templates")).filter(file -> file.toString().endsWith(".tpl"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file).lines())
                      .as(file.toString())
                      .hasSizeLessThan(150));
    }
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theImagesAreThoseOfThisBuild(Chart chart) throws IOException {
    String pom = Files.readString(Chart.module().resolve("../pom.xml"));

    assertThat(pom)
        .contains(
            "<version>"
                + Values.read(chart.file("Chart.yaml")).path("appVersion").asText()
                + "</version>");
  }
}
