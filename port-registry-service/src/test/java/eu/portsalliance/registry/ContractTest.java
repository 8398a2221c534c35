package eu.portsalliance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import eu.portsalliance.registry.testing.Proofs;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;

/** What is signed is opaque to the checks of answers; here it is held against the contract too. */
class ContractTest extends RegistryTest {

  private static final OpenAPI CONTRACT = new OpenAPIV3Parser().read("openapi.yaml");

  @Test
  void theDirectoryIsWhatTheContractDescribes() {
    Proofs proof =
        Proofs.of(TestKeys.HAMBURG, "DEHAM", "http://hamburg.test:8103", clock.instant());
    String document =
        registry().post("/api/registry/enrolments", "application/jose", proof.sign()).body();

    assertThat(check("Directory", payload(document)).getMessages()).isEmpty();
  }

  @Test
  void theProofThatTheTestsSendIsWhatTheContractDescribes() {
    String statement =
        Proofs.of(TestKeys.HAMBURG, "DEHAM", "http://hamburg.test", clock.instant()).statement();

    assertThat(check("Enrolment", statement).getMessages()).isEmpty();
  }

  @Test
  void theCheckFindsWhatTheContractDoesNotDescribe() {
    assertThat(check("Enrolment", "{\"port\":\"NLRTM\",\"more\":1}").hasErrors()).isTrue();
    assertThat(check("Directory", "{\"serial\":0}").hasErrors()).isTrue();
  }

  private static ValidationReport check(String schema, String json) {
    return new SchemaValidator(CONTRACT, new MessageResolver())
        .validate(json, CONTRACT.getComponents().getSchemas().get(schema), "contract");
  }
}
