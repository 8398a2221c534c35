package eu.portsalliance.identity.desired;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A secret shared with a client or an agency. It never prints itself. */
public record Secret(String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret is empty: write the secret");
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
