package eu.portsalliance.e2e;

import eu.portsalliance.local.client.Answer;

/** Everything that an answer tells, but for what was asked for and the moment. */
final class Shape {
  private Shape() {}

  /** Status, headers and body of an answer, without the date and with no identifier. */
  static String of(Answer answer, String id) {
    String headers =
        answer.headers().map().entrySet().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("date"))
            .map(Object::toString)
            .sorted()
            .toList()
            .toString();
    return (answer.status() + headers + answer.body()).replace(id, "{id}").replace("/release", "");
  }

  /** The same of two boxes: their numbers, identifiers of journeys and times differ. */
  static String ofBox(Answer answer, String box) {
    return (answer.status() + answer.body())
        .replace(box, "{box}")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{id}")
        .replaceAll("\"expectedCheckDigit\":\\d", "{digit}")
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "{time}");
  }
}
