package eu.portsalliance.risk.journey;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes ids of journeys: UUID version 7 (RFC 9562, section 5.7), so that new rows lie together. */
@Component
class JourneyIds {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  JourneyIds(Clock clock) {
    this.clock = clock;
  }

  UUID next() {
    long high = (clock.millis() << 16) | 0x7000L | random.nextInt(0x1000);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
