package eu.portsalliance.local;

import java.util.List;
import java.util.Locale;

/**
 * JVM flags for the services: small and quick to start for development, as deployed for measuring.
 */
public enum Profile {
  /** C1 only: a third of the processor time to start, and the smallest footprint. */
  DEVELOPMENT,
  /** What the images run with. */
  PRODUCTION;

  List<String> flags() {
    return switch (this) {
      case DEVELOPMENT ->
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseCompactObjectHeaders",
              "-XX:ReservedCodeCacheSize=64m",
              "-Xss512k");
      case PRODUCTION ->
          List.of(
              "-XX:+UseSerialGC",
              "-XX:+UseCompactObjectHeaders",
              "-Dio.netty.leakDetection.level=disabled");
    };
  }

  String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
