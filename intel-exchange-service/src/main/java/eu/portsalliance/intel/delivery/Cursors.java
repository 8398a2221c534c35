package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Columns;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Cursors as they leave: encrypted, so that nobody counts by them, and bound to the reading for
 * which they were made and to the epoch of the log. Any other text, also the cursor of another
 * recipient, opens to nothing. What follows the log seals {@link Place places}, which a log that
 * was restored does not have ({@link DeliveryLog#has}).
 */
public final class Cursors {

  private static final int NONCE = 12;
  private static final int MOST_POSITIONS = 8;
  private static final Duration EVER = Duration.ofDays(36_500);

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();
  private final Mono<Sealer> sealer;

  public Cursors(byte[] secret, DatabaseClient database) {
    this.key = derive(secret);
    this.sealer =
        database
            .sql("select epoch from delivery_epoch")
            .map(row -> Columns.get(row, "epoch", UUID.class))
            .one()
            .map(Sealer::new)
            .cache(_ -> EVER, _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** The sealer for the epoch of this database; read once. */
  public Mono<Sealer> sealer() {
    return sealer;
  }

  /** Makes and opens cursors of one epoch. */
  public final class Sealer {

    private final UUID epoch;

    private Sealer(UUID epoch) {
      this.epoch = epoch;
    }

    /**
     * Makes a cursor.
     *
     * @param reading which reading by whom, for example {@code pull peer:NLRTM}
     * @param positions where it stands
     */
    public String seal(String reading, long... positions) {
      byte[] nonce = new byte[NONCE];
      random.nextBytes(nonce);
      ByteBuffer plain = ByteBuffer.allocate(Long.BYTES * positions.length);
      plain.asLongBuffer().put(positions);
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, reading, plain.array());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    }

    /** Makes a cursor of places in the delivery log. */
    public String seal(String reading, List<Place> places) {
      return seal(
          reading,
          places.stream().flatMapToLong(p -> LongStream.of(p.seq(), p.moment())).toArray());
    }

    /** Opens a cursor of so many places; whether the log still has them is another question. */
    public Optional<List<Place>> places(String reading, String cursor, int places) {
      return open(reading, cursor, 2 * places)
          .map(
              opened ->
                  IntStream.range(0, places)
                      .mapToObj(i -> new Place(opened[2 * i], opened[2 * i + 1]))
                      .toList());
    }

    /** Opens a cursor; empty unless it was sealed for this reading in this epoch. */
    public Optional<long[]> open(String reading, String cursor, int positions) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        if (bytes.length < NONCE || bytes.length > NONCE + Long.BYTES * MOST_POSITIONS + 16) {
          return Optional.empty();
        }
        byte[] plain =
            crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(bytes, NONCE),
                reading,
                Arrays.copyOfRange(bytes, NONCE, bytes.length));
        long[] opened = new long[plain.length / Long.BYTES];
        ByteBuffer.wrap(plain).asLongBuffer().get(opened);
        return opened.length == positions ? Optional.of(opened) : Optional.empty();
      } catch (IllegalArgumentException | IllegalStateException foreign) {
        return Optional.empty();
      }
    }

    private byte[] crypt(int mode, byte[] nonce, String reading, byte[] input) {
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD((epoch + " " + reading).getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
      } catch (GeneralSecurityException notOurs) {
        throw new IllegalStateException("this cursor was not sealed here", notOurs);
      }
    }
  }

  /** A key of its own, so that audit hashes and cursors never share one. */
  private static SecretKeySpec derive(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return new SecretKeySpec(
          mac.doFinal("delivery cursors 1".getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
