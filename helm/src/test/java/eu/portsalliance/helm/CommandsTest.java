package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages tell operators to type fits the charts; there is no cluster here to run it on. */
class CommandsTest {
  @ParameterizedTest
  @EnumSource(Chart.class)
  void everyHelmCommandHasTheSameValuesAndSetsNothingBeside(Chart chart) {
    Pattern command = Pattern.compile("helm [^\n`|]*helm/" + chart.folder + " -n [^`|>]*");

    assertThat(Pages.found(command))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            found -> {
              String text = found.group().lines().findFirst().orElseThrow();
              assertThat(text)
                  .contains(" " + chart.release + " helm/", " -n " + namespace(chart) + " ")
                  .doesNotContain("--set");
              assertThat(Pattern.compile("-f (\\S+)").matcher(text).results())
                  .as(text)
                  .extracting(file -> file.group(1))
                  .isEqualTo(values(chart));
            });
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void noHelmCommandNamesAChartInAnotherWay(Chart chart) {
    assertThat(Pages.found(Pattern.compile("helm [^\n`|]* helm/" + chart.folder + "\\b[^\n`|]*")))
        .allSatisfy(found -> assertThat(found.group()).contains("helm/" + chart.folder + " -n "));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theSecretsThatAreMadeAreThoseThatTheChartNames(Chart chart) throws IOException {
    Set<String> needed = new TreeSet<>(NeededSecrets.of(chart));
    Set<String> made = Pages.secretsMade(namespace(chart));
    if (chart == Chart.PORT_TENANT) {
      Values.YAML
          .readTree(Pages.yaml("backup.md", "apiVersion: barmancloud"))
          .at("/spec/configuration/s3Credentials")
          .forEach(one -> needed.add(one.path("name").asText() + ": " + one.path("key").asText()));
    }
    Set<String> whole =
        needed.stream()
            .filter(one -> one.endsWith(": " + NeededSecrets.ALL))
            .map(one -> one.substring(0, one.length() - 1))
            .collect(Collectors.toSet());

    assertThat(whole).allSatisfy(name -> assertThat(made).anyMatch(one -> one.startsWith(name)));
    assertThat(made)
        .filteredOn(one -> whole.stream().noneMatch(one::startsWith))
        .containsExactlyInAnyOrderElementsOf(
            needed.stream().filter(one -> whole.stream().noneMatch(one::startsWith)).toList());
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aSecretThatIsChangedIsOneThatWasMadeByTheSameKey(Chart chart) {
    assertThat(Pages.secretsChanged(namespace(chart)))
        .hasSizeGreaterThan(2)
        .isSubsetOf(Pages.secretsMade(namespace(chart)));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void everyDeploymentThatIsNamedIsThere(Chart chart) {
    Set<String> there =
        chart
            .rendered("high-availability")
            .of("Deployment")
            .map(Rendered.Thing::name)
            .collect(Collectors.toSet());

    assertThat(
            Pages.found(
                Pattern.compile(
                    " -n "
                        + namespace(chart)
                        + " rollout (?:restart|status) deployment ([a-z -]+)")))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(there).contains(found.group(1).strip().split(" ", -1)));
  }

  @Test
  void theValuesOfThePagesAndOfTheRegistryMakeManifests() throws IOException {
    JsonNode own = Values.YAML.readTree(Pages.yaml("add-a-port.md", "image:"));
    JsonNode restore = Values.YAML.readTree(Pages.yaml("backup.md", "database:"));
    JsonNode image = Values.YAML.readTree(Pages.yaml("install.md", "image:"));

    assertThat(
            Chart.PORT_TENANT
                .with("registry-nlrtm", entries(Values.merged(own, restore)))
                .one("Cluster", "postgresql")
                .at("/spec/bootstrap/recovery/source")
                .asText())
        .isEqualTo("lost");
    assertThat(Values.merged(own, image)).isEqualTo(own);
    assertThat(
            Chart.ALLIANCE
                .with("three-ports", entries(image))
                .one("Deployment", "gateway")
                .podSpec()
                .at("/containers/0/image")
                .asText())
        .isEqualTo("registry.example.org/ports-alliance/gateway:1.0.0");
  }

  private static String namespace(Chart chart) {
    return chart == Chart.ALLIANCE ? "alliance" : "port-nlrtm";
  }

  private static List<String> values(Chart chart) {
    return chart == Chart.ALLIANCE
        ? List.of("alliance.yaml")
        : List.of("nlrtm.yaml", "nlrtm-own.yaml");
  }

  private static Map<String, String> entries(JsonNode values) {
    Map<String, String> entries = new LinkedHashMap<>();
    values.properties().forEach(one -> entries.put(one.getKey(), one.getValue().toString()));
    return entries;
  }
}
