package eu.portsalliance.bench.audit;

import eu.portsalliance.bench.harness.Unmeasurable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The program of a service without its record: the one class that writes audit rows, changed so
 * that it writes none and is done at once. It stands before the service's jars on the class path,
 * so that the service itself needs no switch with which its record could be turned off.
 */
final class Unaudited {
  private static final String TRAIL = "eu/portsalliance/access/AuditTrail.class";
  private static final Set<String> WRITING = Set.of("record", "recordReading");
  private static final ClassDesc MONO = ClassDesc.of("reactor.core.publisher.Mono");

  private Unaudited() {}

  /**
   * Writes the changed class into a folder.
   *
   * @param image where the service's jars are
   */
  static void into(Path folder, Path image) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(image.resolve("lib"), "access-*.jar")) {
      for (Path path : found) {
        Path target = folder.resolve(TRAIL);
        Files.createDirectories(target.getParent());
        Files.write(target, silenced(trail(path)));
        return;
      }
    }
    throw new Unmeasurable("In " + image + " nothing writes audit rows.");
  }

  private static byte[] trail(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      ZipEntry entry = jar.getEntry(TRAIL);
      if (entry == null) {
        throw new Unmeasurable(file + " has no " + TRAIL + ".");
      }
      try (InputStream bytes = jar.getInputStream(entry)) {
        return bytes.readAllBytes();
      }
    }
  }

  /** The same class, but what writes is done at once. */
  static byte[] silenced(byte[] trail) {
    ClassFile file = ClassFile.of();
    ClassModel model = file.parse(trail);
    if (model.methods().stream().filter(Unaudited::writes).count() != WRITING.size()) {
      throw new Unmeasurable("Audit rows are written in another way than this benchmark knows.");
    }
    MethodTransform done =
        MethodTransform.dropping(CodeModel.class::isInstance)
            .andThen(
                MethodTransform.endHandler(
                    method ->
                        method.withCode(
                            code ->
                                code.invokestatic(MONO, "empty", MethodTypeDesc.of(MONO))
                                    .areturn())));
    return file.transformClass(model, ClassTransform.transformingMethods(Unaudited::writes, done));
  }

  private static boolean writes(MethodModel method) {
    return WRITING.contains(method.methodName().stringValue())
        && method.methodTypeSymbol().returnType().equals(MONO);
  }
}
