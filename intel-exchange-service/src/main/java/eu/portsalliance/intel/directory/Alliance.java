package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Who is in the alliance, as the newest verified directory says; in memory, never a query away. */
@Component
public class Alliance {

  private final Locode self;
  private final Directories directories;
  private final Sinks.Many<Locode> informed = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Long> strangers = Sinks.many().multicast().directBestEffort();
  private volatile @Nullable Members newest;

  Alliance(Locode self, Directories directories) {
    this.self = self;
    this.directories = directories;
  }

  /** This port. */
  public Locode self() {
    return self;
  }

  /** The members now; empty until a first directory was verified. */
  public Optional<Members> members() {
    Optional<Directory> current = directories.current();
    if (current.isEmpty()) {
      return Optional.empty();
    }
    Members members = newest;
    if (members == null || members.directory().serial() != current.get().serial()) {
      members = new Members(current.get(), self);
      newest = members;
    }
    return Optional.of(members);
  }

  /** The members now, where nothing can be decided without them. */
  public Members required() {
    return members()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.SERVICE_UNAVAILABLE,
                    "This port has not received the directory yet. Try again in a few seconds."));
  }

  /** The key with which a port may sign at this moment; one that is not known is looked for. */
  public Optional<PortKey> key(Locode port, String thumbprint, Instant at) {
    Optional<PortKey> key = members().flatMap(members -> members.key(port.value(), thumbprint, at));
    if (key.isEmpty()) {
      strangers.tryEmitNext(0L);
    }
    return key;
  }

  /**
   * A peer says which directory it holds; of one that is not newer than this port's nothing comes.
   */
  public void told(Locode peer, long serial) {
    if (directories.current().filter(held -> held.serial() >= serial).isEmpty()) {
      informed.tryEmitNext(peer);
    }
  }

  /** Emits a peer that says it holds a newer directory. */
  Flux<Locode> informed() {
    return informed.asFlux();
  }

  /** Emits when somebody came with a key that the directory held here does not know. */
  Flux<Long> strangers() {
    return strangers.asFlux();
  }

  /** Emits the members each time that a newer directory comes. */
  public Flux<Members> changes() {
    return directories.changes().map(_ -> required());
  }
}
