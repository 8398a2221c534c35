package eu.portsalliance.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.bench.harness.Unmeasurable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class UnauditedTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void theChangedClassWritesNothingIsDoneAtOnceAndHashesAsBefore() throws Exception {
    Class<?> changed = loaded(Unaudited.silenced(bytes(AuditTrail.class)));
    Object trail = trail(changed);

    for (String writing : new String[] {"record", "recordReading"}) {
      Method method = changed.getMethod(writing, AuditEntry.class);
      assertThat(((Mono<?>) method.invoke(trail, (Object) null)).blockOptional()).isEmpty();
    }
    assertThat(changed.getMethod("hash", String.class).invoke(trail, "CSQU3054383"))
        .isEqualTo(((AuditTrail) trail(AuditTrail.class)).hash("CSQU3054383"));
  }

  @Test
  void aClassThatWritesInAnotherWayIsRefused() throws IOException {
    byte[] other = bytes(UnauditedTest.class);
    assertThatExceptionOfType(Unmeasurable.class).isThrownBy(() -> Unaudited.silenced(other));
  }

  /** One that has no database: whoever writes to it fails. */
  private static Object trail(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor(DatabaseClient.class, byte[].class).newInstance(null, KEY);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
      return in.readAllBytes();
    }
  }

  /** Loaded beside the original, which is on this test's class path too. */
  private static Class<?> loaded(byte[] bytes) throws ClassNotFoundException {
    String name = AuditTrail.class.getName();
    return new ClassLoader(UnauditedTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
        return wanted.equals(name)
            ? defineClass(wanted, bytes, 0, bytes.length)
            : super.loadClass(wanted, resolve);
      }
    }.loadClass(name);
  }
}
