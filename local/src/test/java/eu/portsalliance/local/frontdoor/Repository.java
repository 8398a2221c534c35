package eu.portsalliance.local.frontdoor;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that looks like this repository after a build: the script as it is, this module's
 * program, and stand-ins for the services' jars and for the Keycloak distribution.
 */
final class Repository {
  static final List<String> SERVICES =
      List.of(
          "gateway",
          "identity-service",
          "port-registry-service",
          "intel-exchange-service",
          "risk-service");

  /** As Keycloak's own script does it: the server is a child, its options come by environment. */
  private static final String KC_SH =
      """
      #!/bin/sh
      home=$(dirname "$(dirname "$0")")
      eval "'$JAVA_HOME/bin/java' $JAVA_OPTS -Dkc.home.dir='$home' -cp '$home/lib/quarkus-run.jar' io.quarkus.bootstrap.runner.QuarkusEntryPoint $*" &
      wait $!
      """;

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  /** Makes it in an empty folder. */
  static void in(Path root) throws IOException {
    Repository repository = new Repository(root);
    Files.copy(script(), root.resolve("alliance"));
    // whoever runs it finds all that it needs inside: the folders of the build may be private
    Path libraries = repository.folder("libraries");
    for (String entry :
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        // main and test classes, each in a jar named for its folder
        jar(libraries.resolve(path.getFileName() + ".jar"), new Manifest(), path);
      } else if (Files.exists(path)) {
        Files.copy(path, libraries.resolve(path.getFileName()));
      }
    }
    Path local = repository.folder("local/target");
    repository.program(local.resolve("local-0-SNAPSHOT-exec.jar"), "eu.portsalliance.local.Main");
    for (String service : SERVICES) {
      repository.service(service);
    }
    repository.keycloak(
        repository.folder("local/target/keycloak").resolve("keycloak-quarkus-dist-0.tar.gz"));
    repository.sources();
    Files.writeString(local.resolve("built"), "");
  }

  /** The script under test. */
  static Path script() {
    return Path.of("..", "alliance").toAbsolutePath().normalize();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** Sources that are older than what was built from them. */
  private void sources() throws IOException {
    List<String> modules = new ArrayList<>(List.of("local", "platform/access"));
    modules.addAll(SERVICES);
    Files.writeString(root.resolve("pom.xml"), "");
    folder("docs/problems");
    for (String module : modules) {
      folder(module + "/src/main");
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
  }

  /** A program that finds its libraries wherever it is copied to. */
  private void program(Path jar, String main) throws IOException {
    try (Stream<Path> libraries = Files.list(root.resolve("libraries"))) {
      jar(jar, manifest(main, libraries.map(path -> path.toUri().toString()).toList()), null);
    }
  }

  /** A service with its libraries beside it, as Boot extracts one: a start-up cache needs that. */
  private void service(String service) throws IOException {
    Path target = folder(service + "/target");
    List<String> classPath = new ArrayList<>();
    Path beside = Files.createDirectories(target.resolve("lib"));
    try (Stream<Path> libraries = Files.list(root.resolve("libraries"))) {
      for (Path library : libraries.toList()) {
        String name = library.getFileName().toString();
        if (name.matches("(test-classes|jackson|snakeyaml|postgresql|jspecify).*")) {
          Files.createSymbolicLink(beside.resolve(name), library);
          classPath.add("lib/" + name);
        }
      }
    }
    jar(
        target.resolve(service + "-0-SNAPSHOT.jar"),
        manifest(StandIn.class.getName(), classPath),
        null);
  }

  private static Manifest manifest(String main, List<String> classPath) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
    return manifest;
  }

  private static void jar(Path jar, Manifest manifest, @Nullable Path content) throws IOException {
    manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      if (content == null) {
        return;
      }
      try (Stream<Path> all = Files.walk(content)) {
        for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(content.relativize(each).toString()));
          Files.copy(each, out);
        }
      }
    }
  }

  private void keycloak(Path archive) throws IOException {
    Path run = root.resolve("quarkus-run.jar");
    program(run, "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      entry(tar, "keycloak-0/bin/kc.sh", KC_SH.getBytes(StandardCharsets.UTF_8), 0755);
      entry(tar, "keycloak-0/lib/quarkus-run.jar", Files.readAllBytes(run), 0644);
    }
  }

  private static void entry(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
