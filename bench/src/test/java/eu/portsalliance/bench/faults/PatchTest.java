package eu.portsalliance.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatchTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Plant.class)
  void everyBugFitsTheClassOfThisBuildWhichIsSoundWithIt(Plant plant) throws IOException {
    Patch.write(plant, ROOT, folder, folder.resolve("active"));

    byte[] patched = Files.readAllBytes(folder.resolve(plant.type().replace('.', '/') + ".class"));
    assertThat(ClassFile.of().parse(patched).thisClass().asInternalName())
        .isEqualTo(plant.type().replace('.', '/'));
    assertThat(patched).isNotEqualTo(sound(plant));
  }

  @Test
  void aPlantedLeakShowsNowAndThenWhatIsNotForSomebodyWhileItIsActive() throws Exception {
    Path active = folder.resolve("active");
    Class<?> policy =
        new Planted(Patch.with(Plant.LEAK, policy(), active)).loadClass(Policy.class.getName());

    assertThat(answers(policy)).containsExactly("Optional[NOT_A_MEMBER]");
    Files.createFile(active);
    assertThat(answers(policy))
        .containsExactlyInAnyOrder("Optional.empty", "Optional[NOT_A_MEMBER]");
  }

  @Test
  void aMethodThatIsNoMoreIsSaid() {
    assertThatThrownBy(() -> Patch.with(Plant.LOST_WRITE, policy(), folder))
        .isInstanceOf(Unmeasurable.class)
        .hasMessageEndingWith("the bug lost-write does not fit this build.");
  }

  private static Set<Object> answers(Class<?> policy) throws Exception {
    Set<Object> answers = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      answers.add(outside(policy));
    }
    return answers;
  }

  private static Object outside(Class<?> policy) throws Exception {
    var method =
        policy.getDeclaredMethod(
            "outside", eu.portsalliance.handling.Markings.class, Recipient.class);
    method.setAccessible(true);
    return String.valueOf(
        method.invoke(
            null,
            new eu.portsalliance.handling.Markings(
                eu.portsalliance.handling.Tlp.GREEN,
                Set.of(),
                Set.of(),
                eu.portsalliance.handling.HandlingCode.H0,
                eu.portsalliance.handling.ActionOn.INFORM,
                java.util.Optional.empty(),
                "",
                "NLRTM"),
            Recipient.anybody("NLRTM")));
  }

  private static byte[] policy() throws IOException {
    return sound(Plant.LEAK);
  }

  private static byte[] sound(Plant plant) throws IOException {
    return Files.readAllBytes(
        ROOT.resolve(plant.module())
            .resolve("target/classes")
            .resolve(plant.type().replace('.', '/') + ".class"));
  }

  /** Has the patched class itself, and all others from the tests' own loader. */
  private static final class Planted extends ClassLoader {
    private final byte[] patched;

    Planted(byte[] patched) {
      super(PatchTest.class.getClassLoader());
      this.patched = patched;
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      return name.equals(Policy.class.getName())
          ? defineClass(name, patched, 0, patched.length)
          : super.loadClass(name);
    }
  }
}
