package eu.portsalliance.risk.event;

/**
 * Which event it is. DCSA makes an eventID unique for its producer only, so producer and sender
 * belong to the key: no sender can occupy or contradict the ids of another.
 *
 * @param sender organisation of the verified caller that posted it
 * @param producer the originating party as {@code codeListProvider/codeListName/partyCode} (DCSA
 *     Track and Trace 3.0, EventRouting), empty when not said
 * @param eventId the eventID, 1 to 500 characters
 */
public record EventKey(String sender, String producer, String eventId)
    implements Comparable<EventKey> {
  @Override
  public int compareTo(EventKey other) {
    int bySender = sender.compareTo(other.sender);
    int byProducer = bySender != 0 ? bySender : producer.compareTo(other.producer);
    return byProducer != 0 ? byProducer : eventId.compareTo(other.eventId);
  }
}
