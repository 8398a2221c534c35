package eu.portsalliance.risk.journey;

/** Which journey of its boxes an alert means. */
public final class Meant {
  /**
   * A condition on an alert {@code a} and a journey {@code j} of a box that it names. An alert on
   * one journey means the first that it meets, of those by its vessel and voyage where both sides
   * say so: the box may come again without it. Asked only for alerts that say so.
   */
  public static final String SQL =
      """
       and (not a.one_journey or (
              means_journey(a.vessel, a.voyage, j.vessels, j.voyages) is not false
              and not exists (
                select from journey e
                 where e.container = j.container and e.opened < j.opened
                   and (e.closed is null or e.closed >= a.valid_from)
                   and means_journey(a.vessel, a.voyage, e.vessels, e.voyages) is not false
                   and (means_journey(a.vessel, a.voyage, j.vessels, j.voyages) is null
                        or means_journey(a.vessel, a.voyage, e.vessels, e.voyages)))))
      """;

  private Meant() {}
}
