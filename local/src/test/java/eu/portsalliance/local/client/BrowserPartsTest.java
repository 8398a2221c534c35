package eu.portsalliance.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserPartsTest {
  private static final URI PAGE = URI.create("http://localhost:8180/realms/agency-be/login");

  @Test
  void aFormIsReadWithItsFieldsAndItsAddress() {
    Form form =
        Form.first(
                """
                <form id="kc-form-login" onsubmit="x" action="/realms/agency-be/authenticate?a=1&amp;b=2" method="post">
                  <input tabindex="1" id="username" name="username" value="" type="text"/>
                  <input type="hidden" name="credentialId" value="&quot;7&quot;">
                  <input type="submit" value="Sign In">
                </form>
                """,
                PAGE)
            .orElseThrow();
    assertThat(form)
        .isEqualTo(
            new Form(
                URI.create("http://localhost:8180/realms/agency-be/authenticate?a=1&b=2"),
                Map.of("username", "", "credentialId", "\"7\"")));
  }

  @Test
  void aPageWithoutAFormHasNone() {
    assertThat(Form.first("<p>We are sorry</p>", PAGE)).isEmpty();
  }
}
