package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says as what somebody reads: their organisation, its kind by the signed directory, their roles.
 */
@Component
class Readers {
  private final Directories directories;
  private final Locode port;

  Readers(Directories directories, AccessProperties access) {
    this.directories = directories;
    this.port = access.ownPort().orElseThrow();
  }

  /**
   * The class of a caller for a purpose. The person is left out of it: what is for named persons
   * never enters a score, so all of one class see one ranking.
   *
   * @throws ProblemException when the organisation is no member, when it is a terminal operator
   *     (reasons are for authorities), or while no directory is known
   */
  Recipient classOf(Caller caller, Work work) {
    Directory directory =
        directories
            .current()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.SERVICE_UNAVAILABLE,
                        "This port has not received the alliance's directory yet."));
    Directory.Organisation organisation =
        directory.organisation(caller.organisation()).orElseThrow(Readers::forAuthorities);
    OrganisationKind kind =
        OrganisationKind.of(organisation.kind())
            .filter(known -> known != OrganisationKind.OPERATOR)
            .orElseThrow(Readers::forAuthorities);
    return new Recipient(
        Optional.empty(),
        organisation.id(),
        Optional.of(kind),
        port.value(),
        organisation.ports().contains(port),
        caller.roles(),
        Optional.of(work.purpose().label()));
  }

  private static ProblemException forAuthorities() {
    return new ProblemException(ProblemType.FORBIDDEN, "The ranking is for member authorities.");
  }

  /** The desk of a port, where the directory names one. */
  Optional<Directory.Desk> desk(String locode) {
    return directories.current().stream()
        .flatMap(directory -> directory.desks().stream())
        .filter(desk -> desk.port().value().equals(locode))
        .findFirst();
  }
}
