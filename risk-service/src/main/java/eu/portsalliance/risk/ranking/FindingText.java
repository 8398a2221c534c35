package eu.portsalliance.risk.ranking;

import java.util.Map;

/** Puts findings into words, from what is stored of them. */
final class FindingText {
  private FindingText() {}

  /** One sentence in English; the code itself where nothing better is known. */
  static String of(String code, Map<String, String> params) {
    return switch (code) {
      case "check-digit" ->
          "Check digit is %s and should be %s."
              .formatted(get(params, "digit"), get(params, "expected"));
      case "number-form" -> "Number is not of the form of ISO 6346.";
      case "seal-changed" ->
          "Seal %s became %s at %s, and no inspection is reported between."
              .formatted(get(params, "before"), get(params, "after"), get(params, "place"));
      case "long-stand" ->
          "Stands longer than %s hours, since %s."
              .formatted(get(params, "hours"), get(params, "since"));
      case "exit-before-arrival" ->
          "Left by %s at %s before it had come."
              .formatted(get(params, "exit"), get(params, "place"));
      case "arrival-while-present" ->
          "Came in by %s at %s, where it already stood."
              .formatted(get(params, "arrival"), get(params, "place"));
      default -> code;
    };
  }

  private static String get(Map<String, String> params, String name) {
    return params.getOrDefault(name, "?");
  }
}
