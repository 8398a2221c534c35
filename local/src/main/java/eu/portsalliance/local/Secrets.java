package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passwords and client secrets of one instance: made on first use, kept in a file that only the
 * owner reads.
 */
public final class Secrets {
  private static final int BYTES = 24;
  private static final int HASH_KEY_BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> values;

  private Secrets(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /** Opens the file, which need not exist yet. */
  public static Secrets open(Path file) {
    if (!Files.exists(file)) {
      return new Secrets(file, new TreeMap<>());
    }
    try {
      return new Secrets(
          file,
          new TreeMap<>(
              JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {})));
    } catch (JacksonException e) {
      throw new Refusal(
          file
              + " cannot be read. Without it the data cannot be opened: ./alliance reset starts anew.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The secret of that name: 192 random bits in URL-safe characters. */
  public synchronized String of(String name) {
    return values.computeIfAbsent(
        name, any -> save(name, random(Base64.getUrlEncoder().withoutPadding(), BYTES)));
  }

  /** A key for keyed hashes: 32 random bytes in Base64. */
  synchronized String hashKey(String name) {
    return values.computeIfAbsent(
        name, any -> save(name, random(Base64.getEncoder(), HASH_KEY_BYTES)));
  }

  private String random(Base64.Encoder encoder, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return encoder.encodeToString(value);
  }

  private String save(String name, String value) {
    Map<String, String> all = new TreeMap<>(values);
    all.put(name, value);
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    return value;
  }
}
