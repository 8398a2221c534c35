package eu.portsalliance.identity.keycloak;

import java.util.ArrayList;
import java.util.List;

/** What a run changed, in sentences that name things and fields and never values. */
final class Changes {

  private final List<String> sentences = new ArrayList<>();

  void made(String thing) {
    sentences.add("made " + thing);
  }

  void putBack(String thing, List<String> fields) {
    sentences.add("put back " + thing + ": " + String.join(", ", fields));
  }

  void withdrew(String what) {
    sentences.add("withdrew " + what);
  }

  void granted(String what) {
    sentences.add("granted " + what);
  }

  void removed(String what) {
    sentences.add("removed " + what);
  }

  void disabled(String what) {
    sentences.add("disabled " + what);
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
