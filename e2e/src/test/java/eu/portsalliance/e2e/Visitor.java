package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.portsalliance.local.client.AllianceFile;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One person with one browser window at one gateway. */
final class Visitor {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BrowserContext context;
  private final String home;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> forgiven = new ArrayList<>();

  Visitor(BrowserContext context, String home) {
    this.context = context;
    this.home = home;
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && isOurs(message.location())) {
            complaints.add(message.text() + " (" + message.location() + ")");
          }
        });
    page.onPageError(error -> complaints.add(error));
  }

  /** Complaints about the page itself, such as of its content policy, name no file. */
  private boolean isOurs(String location) {
    return location.startsWith(home) || (location.startsWith(":") && page.url().startsWith(home));
  }

  Page page() {
    return page;
  }

  String home() {
    return home;
  }

  /** What the portal's pages said on the browser's console that they should not. */
  List<String> complaints() {
    return complaints.stream()
        .filter(complaint -> forgiven.stream().noneMatch(complaint::contains))
        .toList();
  }

  /** Says that a test brings about a complaint by itself. */
  void forgive(String words) {
    forgiven.add(words);
  }

  void open(String path) {
    page.navigate(home + path);
  }

  boolean hasSession() {
    return JSON.readTree(context.request().get(home + "/api/session").text())
        .path("authenticated")
        .asBoolean();
  }

  /** From the sign-in page through the agency's own page and back. */
  Visitor signInAs(AllianceFile.User user) {
    String agency = user.displayName().substring(user.displayName().indexOf(", ") + 2);
    link(agency).click();
    page.locator("#username").fill(user.username());
    page.locator("#password").fill(user.password());
    page.locator("#kc-login").click();
    page.waitForURL(url -> url.startsWith(home + "/") && !url.contains("/login"));
    assertThat(person()).hasText(user.displayName());
    return this;
  }

  /** Says for what one works, where the page asks for it. */
  Visitor goToWork() {
    Locator form = page.locator(".work-first");
    form.locator("[name=purpose]").selectOption("crime-prevention");
    form.locator("[name=case]").fill("2026/0114");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(form).isHidden();
    return this;
  }

  Locator person() {
    return page.locator("portal-person > .anchor > button");
  }

  /** The pages that the navigation offers. */
  List<String> pages() {
    Locator links = page.locator("nav.rail ul a");
    assertThat(links.first()).isVisible();
    return links.allInnerTexts();
  }

  Locator heading(String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator region(String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** An alert in a list, by its identifier. */
  Locator row(String id) {
    return page.locator("a[data-alert='" + id + "']");
  }

  /** A box in the ranking. */
  Locator box(String container) {
    return page.locator("[data-container='" + container + "']");
  }

  void close() {
    context.close();
  }
}
