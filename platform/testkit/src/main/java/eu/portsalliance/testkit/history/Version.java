package eu.portsalliance.testkit.history;

/**
 * One version of an object.
 *
 * @param id of the object, the same at every port
 * @param number what rises with each version and stands for its {@code modified}: the number of the
 *     release, which a client knows although it got no answer
 */
public record Version(String id, long number) {

  @Override
  public String toString() {
    return id + " version " + number;
  }
}
