package eu.portsalliance.identity.desired;

import java.util.Collection;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a desired-state file (YAML 1.1). Unknown keys, keys that stand twice and impossible
 * combinations are refused with a sentence; the sentence never quotes a secret.
 */
public final class DesiredStateFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private DesiredStateFile() {}

  /** What came of reading a file. */
  public sealed interface Reading {

    /** The file is sound. */
    record Sound(DesiredState state) implements Reading {}

    /** The file is not taken, and why. */
    record Refused(String reason) implements Reading {}
  }

  /**
   * Reads the text of a file.
   *
   * @param yaml one YAML document
   * @return the desired state, or the sentence that says how to mend the file
   */
  public static Reading read(String yaml) {
    try {
      Object document = parser().load(yaml);
      if (document == null) {
        return new Reading.Refused("The desired state is empty: write the file.");
      }
      return new Reading.Sound(JSON.convertValue(document, DesiredState.class));
    } catch (YAMLException notYaml) {
      return new Reading.Refused("The desired state is not YAML" + place(notYaml) + ": mend it.");
    } catch (JacksonException refused) {
      return new Reading.Refused(sentence(refused));
    }
  }

  private static Yaml parser() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(50);
    return new Yaml(new SafeConstructor(options));
  }

  /** Line and column only: the message of the parser quotes the text, and that may be a secret. */
  private static String place(YAMLException failure) {
    return failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? " (line " + (marked.getProblemMark().getLine() + 1) + ")"
        : "";
  }

  private static String sentence(JacksonException refused) {
    String where = where(refused);
    if (refused instanceof UnrecognizedPropertyException unknown) {
      return "The desired state has the unknown key `%s`%s: known keys are %s."
          .formatted(unknown.getPropertyName(), where, names(unknown.getKnownPropertyIds()));
    }
    if (refused instanceof InvalidTypeIdException) {
      return "The desired state has a broker%s whose protocol is neither oidc nor saml."
          .formatted(where);
    }
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
        return "The desired state is refused%s: %s.".formatted(where, wrong.getMessage());
      }
    }
    return "The desired state is refused%s: the value there has another form than it should."
        .formatted(where);
  }

  private static String where(JacksonException refused) {
    String path =
        refused.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : " at " + path.substring(path.startsWith(".") ? 1 : 0);
  }

  private static String names(Collection<?> known) {
    return known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }
}
