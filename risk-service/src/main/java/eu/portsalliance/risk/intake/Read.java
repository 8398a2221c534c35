package eu.portsalliance.risk.intake;

import eu.portsalliance.risk.event.EquipmentEvent;
import java.util.List;

/** What became of one item of a message when it was read. */
sealed interface Read {
  /** Where it stood in the message, from 0. */
  int index();

  /** Its eventID, empty when it had none that could be read. */
  String eventId();

  /**
   * It can be kept.
   *
   * @param path JSONPath of the item in the message
   * @param warnings what is odd about it
   */
  record Taken(int index, String path, EquipmentEvent event, List<Feedback> warnings)
      implements Read {
    @Override
    public String eventId() {
      return event.key().eventId();
    }
  }

  /** It cannot. */
  record Refused(int index, String eventId, List<Feedback> errors) implements Read {}
}
