package eu.portsalliance.intel.stix;

import eu.portsalliance.handling.Tlp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/** Identifiers that every peer has to agree on; none of them may ever change. */
final class StixNames {

  /** The alliance's property extension of an indicator (STIX 2.1, section 7.3). */
  static final String EXTENSION = "extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95";

  private static final UUID IDENTITIES = UUID.fromString("6a0f1f0e-2f6b-4b1c-8a55-0f3e9d1c7b42");

  /** STIX 2.1, section 3.2: at least milliseconds where there are any, always UTC. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private StixNames() {}

  /** The TLP 2.0 marking definition of a label (OASIS, extension 60a3c5c5). */
  static String marking(Tlp tlp) {
    return "marking-definition--"
        + switch (tlp) {
          case CLEAR -> "94868c89-83c2-464b-929b-a1a8aa3c8487";
          case GREEN -> "bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
          case AMBER -> "55d920b0-5e8b-4f79-9ee9-91f868d9b421";
          case AMBER_STRICT -> "939a9414-2ddd-4d32-a0cd-375ea402b003";
          case RED -> "e828b379-4e03-4974-9ac4-e53a884c97c1";
        };
  }

  static Optional<Tlp> tlp(String marking) {
    for (Tlp tlp : Tlp.values()) {
      if (marking(tlp).equals(marking)) {
        return Optional.of(tlp);
      }
    }
    return Optional.empty();
  }

  /** The identity object of an organisation: a version 5 UUID (RFC 9562, section 5.5) of its id. */
  static String identity(String organisation) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(IDENTITIES.getMostSignificantBits())
              .putLong(IDENTITIES.getLeastSignificantBits())
              .flip());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(organisation.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return "identity--" + new UUID(high, low);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }
}
