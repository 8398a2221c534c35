package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Expands the audience of a draft to the organisations of the directory, as a release would. */
final class Audiences {

  private Audiences() {}

  /**
   * Who would get it.
   *
   * @param organisations the organisations, sorted; empty where the marking needs none
   * @param errors entries in which nobody is
   */
  record Expanded(SortedSet<String> organisations, List<FieldError> errors) {}

  static Expanded expand(AlertContent content, Members members, Locode self) {
    SortedSet<String> organisations = new TreeSet<>();
    List<FieldError> errors = new ArrayList<>();
    List<Addressee> audience = content.audience();
    boolean ports = audience.stream().anyMatch(Addressee.Authorities.class::isInstance);
    for (int i = 0; i < audience.size(); i++) {
      switch (audience.get(i)) {
        case Addressee.Authorities authorities -> {
          List<String> there = members.authoritiesAt(authorities.port());
          if (there.isEmpty()) {
            errors.add(
                new FieldError("audience[" + i + "].port", "no authority speaks at such a port"));
          }
          organisations.addAll(there);
        }
        case Addressee.Named named -> {
          Optional<Members.Organisation> member = members.organisation(named.organisation());
          String field = "audience[" + i + "].organisation";
          if (member.isEmpty()) {
            errors.add(new FieldError(field, "is not a member organisation"));
          } else if (ports && member.get().kind() == OrganisationKind.OPERATOR) {
            errors.add(
                new FieldError(
                    field, "is an operator among authorities: write an edition of its own for it"));
          }
          organisations.add(named.organisation());
        }
      }
    }
    if (content.tlp() == Tlp.AMBER && audience.isEmpty() && !content.namedPersonsOnly()) {
      organisations.addAll(members.authoritiesAt(self.value()));
    }
    List<String> persons = content.persons();
    for (int i = 0; i < persons.size(); i++) {
      String organisation = persons.get(i).substring(0, persons.get(i).indexOf(':'));
      if (members.readersHere().stream().noneMatch(reader -> reader.id().equals(organisation))) {
        errors.add(
            new FieldError(
                "persons[" + i + "]",
                "is of no organisation that reads at this port; such alerts stay here for now"));
      }
    }
    return new Expanded(organisations, errors);
  }
}
