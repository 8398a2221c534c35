package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import eu.portsalliance.e2e.Visitors.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person's session at a gateway, in their browser. */
@ExtendWith(BrowserExtension.class)
class SessionsTest {

  @Test
  void signing_in_leads_back_to_the_page_that_was_wanted(Visitors visitors) {
    String id = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Visitor reader = visitors.at("NLRTM");
    reader.open("/alerts/" + id);
    reader.signInAs(Visitors.user("be-liaison"));
    assertThat(reader.page()).hasURL(reader.home() + "/alerts/" + id);
    reader.goToWork();
    assertThat(reader.page().locator("article[data-alert='" + id + "']")).isVisible();
  }

  @Test
  void nothing_is_read_before_purpose_and_case_are_said(Visitors visitors) {
    Visitor reader = visitors.at("NLRTM");
    List<String> asked = new ArrayList<>();
    reader
        .page()
        .onRequest(
            request -> {
              if (request.url().contains("/api/intel/") || request.url().contains("/api/risk/")) {
                asked.add(request.url());
              }
            });
    reader.open("/");
    reader.signInAs(Visitors.user("be-liaison"));
    assertThat(reader.heading("What are you working on?")).isVisible();
    assertThat(reader.region("Live alerts")).hasCount(0);
    Locator form = reader.page().locator(".work-first");
    form.getByLabel("Case number").fill("<none>");
    reader.button("Use for this work").click();
    assertThat(form.getByText("Choose what you do this work for")).isVisible();
    assertThat(form.getByText("Give the case number:")).isVisible();
    assertThat(asked).isEmpty();

    reader.goToWork();
    assertThat(reader.region("Live alerts")).isVisible();
    assertThat(asked).isNotEmpty();
  }

  @Test
  void sessions_at_two_ports_stand_side_by_side_in_one_browser(Visitors visitors) {
    Visitor liaison = visitors.signIn("be-liaison", "NLRTM");
    Page second = liaison.page().context().newPage();
    String antwerp = TheAlliance.file().gateway("BEANR");
    second.navigate(antwerp + "/");
    second.locator("a.agency[href='/login/be-federal-police']").click();
    // the agency knows them already
    assertThat(second.locator(".place-code")).hasText("BEANR");
    assertThat(second.locator("portal-person > .anchor > button"))
        .hasText(Visitors.user("be-liaison").displayName());
    assertThat(liaison.hasSession()).isTrue();
    liaison.page().reload();
    assertThat(liaison.page().locator(".place-code")).hasText("NLRTM");
    assertThat(liaison.person()).hasText(Visitors.user("be-liaison").displayName());
  }

  @Test
  void the_cookie_of_a_session_is_out_of_reach_of_scripts_and_of_other_sites(Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    Cookie session =
        analyst.page().context().cookies(analyst.home()).stream()
            .filter(cookie -> cookie.name.equals("ALLIANCE-beanr"))
            .findFirst()
            .orElseThrow();
    assertThat(session.httpOnly).isTrue();
    assertThat(session.sameSite).isEqualTo(SameSiteAttribute.LAX);
    Object storage =
        analyst
            .page()
            .evaluate(
                "() => JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})");
    assertThat(String.valueOf(storage)).doesNotContain("eyJ");
  }

  @Test
  void a_write_without_the_token_against_forgery_is_refused(Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    APIResponse answer =
        analyst
            .page()
            .request()
            .post(
                analyst.home() + Alerts.PATH,
                RequestOptions.create()
                    .setHeader("Content-Type", "application/json")
                    .setHeader("Idempotency-Key", UUID.randomUUID().toString())
                    .setHeader("X-Purpose", "crime-prevention")
                    .setHeader("X-Case", "1")
                    .setData(Drafts.of(Boxes.fresh(), "GREEN", List.of())));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("XSRF");
  }

  @Test
  void an_agency_that_does_not_know_somebody_lets_nobody_in(Visitors visitors) {
    Visitor stranger = visitors.at("NLRTM");
    stranger.open("/");
    stranger.page().locator("a.agency[href='/login/nl-customs']").click();
    stranger.page().locator("#username").fill("nl-analyst");
    stranger.page().locator("#password").fill("not the password");
    stranger.page().locator("#kc-login").click();
    assertThat(stranger.page().locator("[id^=input-error]").first()).isVisible();
    assertThat(stranger.hasSession()).isFalse();
  }
}
