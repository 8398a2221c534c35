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
          // A pod has a core or less: there the second compiler takes minutes of processor time,
          // and what it has not reached yet runs slower for being counted. On two cores alerts
          // were visible in a quarter of the time without it (docs/benchmarks.md).
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseCompactObjectHeaders",
              "-Dio.netty.leakDetection.level=disabled");
    };
  }

  String lower() {
    return name().toLowerCase(Locale.ROOT);
  }
}
