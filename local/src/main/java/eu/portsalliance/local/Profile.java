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
          // Both compilers: an alert costs half the processor time once the second one is done,
          // which takes some minutes under load after a start (docs/benchmarks.md).
          List.of(
              "-XX:+UseSerialGC",
              "-XX:+UseCompactObjectHeaders",
              "-XX:ReservedCodeCacheSize=96m",
              "-Dio.netty.leakDetection.level=disabled");
    };
  }

  String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
