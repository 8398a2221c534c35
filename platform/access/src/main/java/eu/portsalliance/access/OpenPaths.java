package eu.portsalliance.access;

import java.util.List;

/**
 * Paths of a service that need no token; what they give must be public or proven otherwise.
 *
 * @param patterns path patterns as Spring writes them
 */
public record OpenPaths(List<String> patterns) {

  public OpenPaths {
    patterns = List.copyOf(patterns);
  }
}
