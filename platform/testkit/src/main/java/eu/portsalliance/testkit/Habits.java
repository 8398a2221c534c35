package eu.portsalliance.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.NullMarked;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The habits of docs/decisions/0001-repository-and-stack.md that a machine can hold; each module's
 * tests check its own package.
 */
public final class Habits {

  private Habits() {}

  /**
   * Checks all main classes below a package.
   *
   * @throws AssertionError naming each class that breaks a habit; or when there is no class below
   *     it, since nothing then could break one
   */
  public static void hold(String basePackage) {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(basePackage);
    if (main.isEmpty()) {
      throw new AssertionError("There is no main class below " + basePackage);
    }
    CompositeArchRule.of(neverBlock())
        .and(namesSayWhatItDoes())
        .and(blockingHasItsName())
        .and(timeIsAClock())
        .and(endpointsDeclareWhoMayCall())
        .and(controllersStayInTheirFeature())
        .and(nullIsMarked())
        .and(featuresHaveNoCycles(basePackage))
        .allowEmptyShould(true)
        .check(main);
  }

  private static ArchRule neverBlock() {
    return noClasses()
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaCall<?>>("a reactive chain is blocked") {
              @Override
              public boolean test(JavaCall<?> call) {
                return call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher")
                    && call.getName().startsWith("block");
              }
            })
        .because("services are reactive from end to end");
  }

  private static ArchRule namesSayWhatItDoes() {
    return noClasses()
        .should()
        .resideInAnyPackage("..common..", "..util..", "..core..", "..manager..", "..helper..")
        .orShould()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("a name says what a thing does");
  }

  private static ArchRule blockingHasItsName() {
    return noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Blocking")
        .should()
        .accessClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "java.sql..", "org.keycloak.admin.client..")
        .because("blocking libraries sit behind one class whose name starts with Blocking");
  }

  private static ArchRule timeIsAClock() {
    return noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("time comes from an injected Clock");
  }

  private static ArchRule endpointsDeclareWhoMayCall() {
    return methods()
        .that()
        .areMetaAnnotatedWith(RequestMapping.class)
        .should()
        .beMetaAnnotatedWith(PreAuthorize.class)
        .because("every endpoint declares who may call it; open ones say permitAll()");
  }

  private static ArchRule controllersStayInTheirFeature() {
    return classes()
        .that()
        .areAnnotatedWith(RestController.class)
        .should()
        .bePackagePrivate()
        .because("nobody but the framework calls a controller");
  }

  private static ArchRule nullIsMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("be in a package that is @NullMarked") {
              @Override
              public void check(JavaClass one, ConditionEvents events) {
                boolean marked = one.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                    new SimpleConditionEvent(
                        one, marked, one.getPackageName() + " is not @NullMarked"));
              }
            })
        .because("the compiler checks null nowhere else");
  }

  private static ArchRule featuresHaveNoCycles(String basePackage) {
    return slices()
        .matching(basePackage + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature can then be read without the one that uses it");
  }
}
