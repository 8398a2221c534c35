package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of an organisation of its own, so that what other tests raise stands on other pages. */
class NoticesTest {
  private final String organisation = "list-" + UUID.randomUUID();

  @Test
  void nothingIsPushedOffThePageAndOpenClocksStandFirst() {
    UUID seen = notice("sighting", 1, false);
    UUID chance = notice("last-chance", 2, false);
    UUID done = notice("last-chance", 3, true);
    List<UUID> looks =
        IntStream.range(4, 64).mapToObj(order -> notice("look-up", order, false)).toList();

    List<UUID> expected = new ArrayList<>(List.of(chance));
    expected.addAll(looks.reversed());
    expected.add(seen);
    assertThat(pages(true, 25)).containsExactlyElementsOf(expected);
    assertThat(pages(false, 25)).containsExactly(done);
  }

  @Test
  void whereThePageEndsWithTheListThereIsNoNextOne() {
    notice("look-up", 1, false);
    notice("look-up", 2, false);

    assertThat(page(true, 2, null).next()).isNull();
    assertThat(page(true, 1, null).next()).isNotNull();
  }

  @Test
  void aCursorOfSomebodyElseAndALimitOutOfBoundsAreRefused() {
    notice("look-up", 1, false);
    notice("look-up", 2, false);
    String foreign = page(true, 1, null).next();

    Api.Answer refused = Ports.BE_ANALYST.get("/api/intel/duty/notices?cursor=" + foreign);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/type")).isEqualTo("/problems/invalid-cursor");
    Api.Answer tooMany = Ports.BE_ANALYST.get("/api/intel/duty/notices?limit=201");
    assertThat(tooMany.text("/errors/0/field")).isEqualTo("limit");
  }

  private List<UUID> pages(boolean open, int limit) {
    List<UUID> all = new ArrayList<>();
    String cursor = null;
    do {
      NoticeView.Page page = page(open, limit, cursor);
      page.items().forEach(notice -> all.add(notice.id()));
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  private NoticeView.Page page(boolean open, int limit, @Nullable String cursor) {
    return Ports.BEANR
        .bean(Notices.class)
        .page(organisation, "somebody", open, limit, cursor)
        .blockOptional(Duration.ofSeconds(10))
        .orElseThrow();
  }

  /** A quiet one, so that the desk of the running port leaves it. */
  private UUID notice(String kind, int order, boolean acknowledged) {
    UUID id = UUID.randomUUID();
    String by = acknowledged ? "now(), 'somebody'" : "null, null";
    Ports.BEANR.execute(
        """
        insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, quiet,
                                 acknowledged_at, acknowledged_by)
        values ('%1$s', '%2$s', '%3$s', 'indicator--%1$s', 'BEANR', '%1$s', now(),
                timestamptz '2026-01-01Z' + %4$d * interval '1 second', true, %5$s)
        """
            .formatted(id, organisation, kind, order, by));
    return id;
  }
}
