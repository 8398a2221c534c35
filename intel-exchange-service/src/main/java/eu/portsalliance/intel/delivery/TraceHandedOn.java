package eu.portsalliance.intel.delivery;

import eu.portsalliance.handling.Markings;
import eu.portsalliance.telemetry.Traces;
import reactor.util.context.ContextView;

/** What a trace tells of an object; its marking decides. */
public final class TraceHandedOn {

  private TraceHandedOn() {}

  /**
   * The trace context that goes with an object put before its recipients now. Of what named persons
   * alone may know of nothing is told: no context goes with it, and the request in which it is
   * written leaves no span.
   */
  public static String with(Markings markings, ContextView context) {
    if (markings.namedPersonsOnly()) {
      Traces.keepSilent(context);
      return "";
    }
    return Traces.in(context);
  }
}
