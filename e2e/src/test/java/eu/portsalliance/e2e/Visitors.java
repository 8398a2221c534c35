package eu.portsalliance.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import eu.portsalliance.local.client.AllianceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The people in front of a browser in one test, each in a browser context of their own. */
final class Visitors {
  /** Sessions that another test began; a gateway that died since does not know them any more. */
  private static final Map<String, String> SESSIONS = new ConcurrentHashMap<>();

  private final Browser browser;
  private final List<Visitor> all = new ArrayList<>();

  Visitors(Browser browser) {
    this.browser = browser;
  }

  /** What a visitor's browser is like. */
  record Device(int width, int height, ColorScheme colours, String language) {
    static final Device DESK = new Device(1440, 900, ColorScheme.LIGHT, "en-GB");

    Device wide(int otherWidth) {
      return new Device(otherWidth, height, colours, language);
    }

    Device in(ColorScheme otherColours) {
      return new Device(width, height, otherColours, language);
    }

    Device speaking(String otherLanguage) {
      return new Device(width, height, colours, otherLanguage);
    }
  }

  /** Somebody unknown, in front of a port's portal that is not opened yet. */
  Visitor at(String locode) {
    return at(locode, Device.DESK);
  }

  Visitor at(String locode, Device device) {
    return visitor(TheAlliance.file().gateway(locode), options(device));
  }

  /** Somebody unknown, in front of the portal of the alliance plane. */
  Visitor atAlliance(Device device) {
    return visitor(TheAlliance.file().portal(), options(device));
  }

  /** Signs in on the pages, as a person does. */
  Visitor signIn(String username, String locode) {
    Visitor visitor = at(locode);
    visitor.open("/");
    visitor.signInAs(user(username));
    return visitor;
  }

  /**
   * Somebody with a session at a port, at work, on Today: for tests of something else than signing
   * in.
   */
  Visitor atWork(String username, String locode, Device device) {
    return signedIn(username, TheAlliance.file().gateway(locode), device).goToWork();
  }

  /** Somebody with a session at the alliance's portal, on its first page. */
  Visitor atAllianceAs(String username, Device device) {
    return signedIn(username, TheAlliance.file().portal(), device);
  }

  private Visitor signedIn(String username, String home, Device device) {
    String key = username + " at " + home;
    String held = SESSIONS.get(key);
    if (held != null) {
      Visitor visitor = visitor(home, options(device).setStorageState(held));
      if (visitor.hasSession()) {
        visitor.open("/");
        return visitor;
      }
      all.remove(visitor);
      visitor.close();
    }
    Visitor visitor = visitor(home, options(device));
    visitor.open(home.equals(TheAlliance.file().portal()) ? "/login" : "/");
    visitor.signInAs(user(username));
    SESSIONS.put(key, visitor.page().context().storageState());
    return visitor;
  }

  static AllianceFile.User user(String username) {
    return TheAlliance.file().user(username);
  }

  List<Visitor> all() {
    return List.copyOf(all);
  }

  private static Browser.NewContextOptions options(Device device) {
    return new Browser.NewContextOptions()
        .setViewportSize(device.width(), device.height())
        .setColorScheme(device.colours())
        .setLocale(device.language())
        .setTimezoneId("Europe/Brussels");
  }

  private Visitor visitor(String home, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Visitor visitor = new Visitor(context, home);
    all.add(visitor);
    return visitor;
  }
}
