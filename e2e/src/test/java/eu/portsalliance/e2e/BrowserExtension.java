package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its {@link Visitors}. After each test it closes their windows, keeps a picture of
 * each, and what its console said, where the test failed, and fails a test that left an error on
 * the console.
 */
final class BrowserExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(BrowserExtension.class);
  private static final Path FAILED = Path.of("target", "screens", "failed");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Visitors.class);
  }

  @Override
  public Visitors resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TheAlliance.file();
    Chromium chromium =
        context
            .getRoot()
            .getStore(HERE)
            .computeIfAbsent(Chromium.class, _ -> new Chromium(), Chromium.class);
    return context
        .getStore(HERE)
        .computeIfAbsent(Visitors.class, _ -> new Visitors(chromium.browser()), Visitors.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Visitors visitors = context.getStore(HERE).get(Visitors.class, Visitors.class);
    if (visitors == null) {
      return;
    }
    boolean failed = context.getExecutionException().isPresent();
    for (Visitor visitor : visitors.all()) {
      if (failed) {
        picture(visitor, context, visitors.all().indexOf(visitor));
        context.publishReportEntry(visitor.page().url(), String.valueOf(visitor.complaints()));
      }
      visitor.close();
    }
    if (!failed) {
      for (Visitor visitor : visitors.all()) {
        assertThat(visitor.complaints()).as("errors on the console").isEmpty();
      }
    }
  }

  private static void picture(Visitor visitor, ExtensionContext context, int number) {
    String name =
        "%s.%s.%d.png"
            .formatted(
                context.getRequiredTestClass().getSimpleName(),
                context.getRequiredTestMethod().getName(),
                number);
    try {
      visitor
          .page()
          .screenshot(new Page.ScreenshotOptions().setPath(FAILED.resolve(name)).setFullPage(true));
    } catch (PlaywrightException e) {
      // the failure itself is the news; a picture of a window that hangs is not to be had
      context.publishReportEntry("no picture", String.valueOf(e.getMessage()));
    }
  }
}
