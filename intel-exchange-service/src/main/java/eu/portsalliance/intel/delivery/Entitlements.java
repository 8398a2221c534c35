package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.directory.Members;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which recipient classes the policy gives an object to, by the directory of the moment. */
public final class Entitlements {

  private Entitlements() {}

  /**
   * The classes of this port: organisations that read here, all others who signed in, the named
   * people, the risk service.
   */
  public static Set<RecipientClass> here(Markings markings, Members members, Locode self) {
    Set<RecipientClass> classes = new LinkedHashSet<>();
    for (Members.Organisation reader : members.readersHere()) {
      if (permitted(markings, members, reader, self.value())) {
        classes.add(RecipientClass.organisation(reader.id()));
      }
    }
    Recipient anybody = Recipient.anybody(self.value());
    if (Policy.decide(markings, anybody, Use.DELIVER).permits()) {
      classes.add(RecipientClass.EVERYONE);
    }
    if (entitled(markings, members, self.value())) {
      classes.add(RecipientClass.RISK_SERVICE);
    } else if (markings.origin().equals(self.value())) {
      markings.persons().stream().sorted().map(RecipientClass::person).forEach(classes::add);
    }
    return classes;
  }

  /** The peers that receive an object of this port. */
  public static List<RecipientClass> peers(Markings markings, Members members) {
    return members.peers().stream()
        .filter(peer -> entitled(markings, members, peer.value()))
        .map(RecipientClass::peer)
        .toList();
  }

  /** Whether a port may hold an object: somebody who speaks there has to be entitled to it. */
  public static boolean entitled(Markings markings, Members members, String port) {
    return members.speakingAt(port).stream()
        .anyMatch(organisation -> permitted(markings, members, organisation, port));
  }

  private static boolean permitted(
      Markings markings, Members members, Members.Organisation organisation, String port) {
    boolean speaks = members.speaks(organisation.id(), port);
    Recipient recipient =
        Recipient.organisation(organisation.id(), organisation.kind(), port, speaks);
    return Policy.decide(markings, recipient, Use.DELIVER).permits();
  }
}
