package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import eu.portsalliance.e2e.Visitors.Device;

/**
 * A walk past every page of the portal, in whatever language, colours and width; each stop is
 * looked at once it is complete.
 */
final class Walk {
  /** What is looked at. */
  interface Look {
    void at(String stop, Visitor visitor);
  }

  private final Visitors visitors;
  private final Device device;
  private final Look look;

  Walk(Visitors visitors, Device device, Look look) {
    this.visitors = visitors;
    this.device = device;
    this.look = look;
  }

  /** Everything that a stranger sees. */
  Walk outside() {
    Visitor stranger = visitors.at("BEANR", device);
    stranger.open("/");
    assertThat(stranger.page().locator("portal-sign-in a.agency").first()).isVisible();
    look.at("sign-in", stranger);
    Visitor passer = visitors.atAlliance(device);
    passer.open("/");
    assertThat(passer.page().locator("a.port")).hasCount(3);
    look.at("alliance home", passer);
    return this;
  }

  /** Everything that an analyst at Rotterdam sees, given a box under an alert. */
  Walk inside(String box, String alert) {
    Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", device);
    Page page = analyst.page();
    seek(analyst, box);
    assertThat(analyst.box(box)).isVisible();
    assertThat(analyst.row(alert)).isVisible();
    look.at("today", analyst);
    page.locator("[data-work-chip]").click();
    look.at("purpose and case", analyst);
    page.keyboard().press("Escape");
    analyst.person().click();
    look.at("person", analyst);
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.locator("aside.drawer")).isVisible();
    look.at("keyboard help", analyst);
    page.keyboard().press("Escape");

    page.locator("nav.rail a[href='/alerts']").click();
    seek(analyst, box);
    assertThat(analyst.row(alert)).isVisible();
    look.at("alerts", analyst);
    analyst.row(alert).click();
    assertThat(page.locator("article[data-alert='" + alert + "'] #facts-title")).isVisible();
    look.at("alert", analyst);
    form(analyst);
    return this;
  }

  /** What other tests left is not looked at again and again. */
  private static void seek(Visitor analyst, String box) {
    analyst.page().locator("[data-search]").fill(box);
    assertThat(analyst.page().locator("a[data-alert]")).hasCount(1);
    analyst.page().keyboard().press("Escape");
  }

  private void form(Visitor analyst) {
    Page page = analyst.page();
    page.locator("a[href='/alerts']").first().click();
    page.locator("a[href='/alerts/new']").click();
    assertThat(page.locator("input[name=ports]")).hasCount(3);
    look.at("draft form", analyst);
    page.locator("#field-containers").fill("MSKU1234566 MSKU123456 nonsense");
    page.locator("portal-alert-form .form-end button").click();
    assertThat(page.locator(".error-summary")).isVisible();
    look.at("draft form with errors", analyst);
  }
}
