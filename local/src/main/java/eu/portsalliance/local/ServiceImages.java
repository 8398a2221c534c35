package eu.portsalliance.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Each service's jar, extracted once for each build of it, and its ahead-of-time cache (JEP 514),
 * trained once by a start that ends when the context is ready. Without a cache a service starts all
 * the same, only slower.
 */
final class ServiceImages {
  private static final Duration EXTRACT = Duration.ofMinutes(1);
  private static final Duration TRAIN = Duration.ofMinutes(3);
  private static final int NAME_DIGITS = 12;
  private static final int KEPT = 3;
  private static final String JAR = "app.jar";
  private static final String CACHE = "app.aot";

  private final Options options;
  private final Installed installed;
  private final Path log;

  ServiceImages(Options options, Installed installed, Path log) {
    this.options = options;
    this.installed = installed;
    this.log = log;
  }

  /** An extracted jar; {@code digest} names the build it came from. */
  record Image(Service service, Path folder, String digest) {
    Path jar() {
      return folder.resolve(JAR);
    }
  }

  Image image(Service service) throws IOException {
    Path jar = jar(service);
    String digest = digest(jar);
    String prefix = "image-" + service.artifact() + "-";
    Path folder = installed.folder(prefix + digest, target -> extract(jar, target));
    installed.keepNewest(prefix, KEPT);
    return new Image(service, folder, digest);
  }

  /**
   * The folder of the cache is complete also when no cache could be made: then it is not tried
   * again for this build.
   */
  Optional<Path> cache(Image image, Path configuration) {
    String prefix = "aot-" + image.service().artifact() + "-" + options.profile().lower() + "-";
    String machine =
        digest(System.getProperty("java.vm.version") + System.getProperty("java.home"));
    Path folder =
        installed.folder(
            prefix + image.digest() + "-" + machine, target -> train(image, configuration, target));
    installed.keepNewest(prefix, KEPT);
    Path cache = folder.resolve(CACHE);
    return Files.exists(cache) ? Optional.of(cache) : Optional.empty();
  }

  /** Whether {@link #cache} would have to train one. */
  boolean isTrained(Image image) {
    String machine =
        digest(System.getProperty("java.vm.version") + System.getProperty("java.home"));
    return Installed.isComplete(
        options
            .installed()
            .resolve(
                "aot-%s-%s-%s-%s"
                    .formatted(
                        image.service().artifact(),
                        options.profile().lower(),
                        image.digest(),
                        machine)));
  }

  /**
   * How one is started.
   *
   * @param before a folder with classes that stand before its jars; the cache does not fit then
   */
  List<String> command(
      Image image, Optional<Path> cache, Path configuration, Path state, Optional<Path> before) {
    List<String> command = new ArrayList<>(List.of(Commands.java()));
    command.addAll(flags(image.service()));
    cache
        .filter(_ -> before.isEmpty())
        .ifPresent(
            path ->
                command.addAll(List.of("-XX:AOTCache=" + path, "-Xlog:aot=off", "-Xlog:cds=off")));
    command.add(Leftovers.mark(state));
    before.ifPresentOrElse(
        folder -> command.addAll(List.of("-cp", folder + File.pathSeparator + image.jar())),
        () -> command.add("-jar"));
    command.add(before.isPresent() ? mainClass(image.jar()) : image.jar().toString());
    command.add(configured(configuration));
    return command;
  }

  private static String mainClass(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configured(Path configuration) {
    return "--spring.config.additional-location=file:" + configuration;
  }

  private List<String> flags(Service service) {
    List<String> flags = new ArrayList<>(options.profile().flags());
    flags.addAll(
        List.of(
            "-Xms24m",
            service.heap(),
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    return flags;
  }

  private void train(Image image, Path configuration, Path target) throws IOException {
    Path fresh = target.resolve("training.aot");
    List<String> command = new ArrayList<>(List.of(Commands.java()));
    command.addAll(flags(image.service()));
    command.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + fresh,
            Leftovers.mark(options.state()),
            "-Dspring.context.exit=onRefresh"));
    command.addAll(List.of("-jar", image.jar().toString(), configured(configuration)));
    int status = Commands.run(command, Map.of(), log, TRAIN);
    if (status == 0 && Files.exists(fresh)) {
      Files.move(fresh, target.resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.writeString(
          log,
          "No start-up cache for %s (status %d); it starts without.%n"
              .formatted(image.service().artifact(), status),
          StandardOpenOption.APPEND,
          StandardOpenOption.CREATE);
    }
  }

  private Path jar(Service service) throws IOException {
    Path target = options.root().resolve(service.artifact()).resolve("target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        Optional<Path> jar =
            files
                .filter(
                    file ->
                        file.getFileName()
                            .toString()
                            .matches(service.artifact() + "-[0-9][^/]*\\.jar"))
                .filter(
                    file ->
                        !file.getFileName()
                            .toString()
                            .matches(".*-(sources|javadoc|plain|tests)\\.jar"))
                .findFirst();
        if (jar.isPresent()) {
          return jar.get();
        }
      }
    }
    throw new Refusal(service.artifact() + " is not built: mvn -DskipTests package builds it.");
  }

  private void extract(Path jar, Path target) throws IOException {
    Path extracted = target.resolve("extracted");
    int status =
        Commands.run(
            List.of(
                Commands.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Leftovers.mark(options.state()),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                extracted.toString()),
            Map.of(),
            log,
            EXTRACT);
    if (status != 0) {
      throw new Refusal(jar + " could not be extracted (status " + status + "): build it again.");
    }
    Files.move(extracted.resolve(jar.getFileName()), target.resolve(JAR));
    Files.move(extracted.resolve("lib"), target.resolve("lib"));
    Files.delete(extracted);
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return name(digest);
  }

  private static String digest(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return name(digest);
  }

  private static String name(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
