package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.harness.Unmeasurable;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Makes the class that stands before a process's own. */
final class Patch {
  /** One call of so many goes wrong: a bug that shows at once would be found without faults. */
  private static final int ONE_OF = 2;

  private static final ClassDesc FILE = ClassDesc.of("java.io.File");
  private static final ClassDesc RANDOM = ClassDesc.of("java.util.concurrent.ThreadLocalRandom");

  private static final MethodTypeDesc ONE_NAME =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

  private Patch() {}

  /**
   * Writes the class with the bug below a folder.
   *
   * @param root the repository, built
   * @param active the file while which is there the bug is: one start does for several bugs
   * @throws Unmeasurable when the build has no such method any more
   */
  static void write(Plant plant, Path root, Path folder, Path active) throws IOException {
    String file = plant.type().replace('.', '/') + ".class";
    Path sound = root.resolve(plant.module()).resolve("target/classes").resolve(file);
    if (!Files.exists(sound)) {
      throw new Unmeasurable("%s is not built.".formatted(plant.type()));
    }
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.write(target, with(plant, Files.readAllBytes(sound), active));
  }

  /** The class with the bug. */
  static byte[] with(Plant plant, byte[] sound, Path active) {
    // what is not on this class path is taken for an object: frames need no more
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.defaultResolver()
            .orElse(
                _ -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object));
    ClassFile classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
    ClassModel model = classes.parse(sound);
    long fitting = model.methods().stream().filter(method -> fits(plant, method)).count();
    if (fitting != 1) {
      throw new Unmeasurable(
          "%s has %d methods %s(%s): the bug %s does not fit this build."
              .formatted(plant.type(), fitting, plant.method(), plant.parameters(), plant.word()));
    }
    return classes.transformClass(
        model,
        ClassTransform.transformingMethodBodies(
            method -> fits(plant, method), new NowAndThen(plant, active.toString())));
  }

  private static boolean fits(Plant plant, MethodModel method) {
    return method.methodName().equalsString(plant.method())
        && method.methodTypeSymbol().parameterList().stream()
            .map(Patch::word)
            .collect(Collectors.joining(", "))
            .equals(plant.parameters());
  }

  private static String word(ClassDesc type) {
    String name = type.displayName();
    return name.substring(name.lastIndexOf('$') + 1);
  }

  private record NowAndThen(Plant plant, String active) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      code.new_(FILE)
          .dup()
          .loadConstant(active)
          .invokespecial(FILE, "<init>", ONE_NAME)
          .invokevirtual(FILE, "exists", MethodTypeDesc.of(ConstantDescs.CD_boolean))
          .ifThen(this::oftenEnough);
    }

    private void oftenEnough(CodeBuilder code) {
      code.invokestatic(RANDOM, "current", MethodTypeDesc.of(RANDOM))
          .loadConstant(ONE_OF)
          .invokevirtual(
              RANDOM, "nextInt", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int))
          .ifThen(Opcode.IFEQ, plant::instead);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }
  }
}
