package hutong.journeys;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A real browser without a window.
public final class Browser implements AutoCloseable {

  /// The size of a phone in a hand, and of a desk's screen.
  public enum Screen {
    PHONE(390, 844),
    DESKTOP(1280, 800);

    final int width;
    final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  public Browser() throws IOException {
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS));
  }

  private static Path executable() throws IOException {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("no Chromium: apt-get install chromium"));
  }

  /// A person's own browser: her screen, her language, nobody else's cookies.
  public BrowserContext person(Screen screen, String language, ColorScheme scheme) {
    var context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setIsMobile(screen == Screen.PHONE)
                .setHasTouch(screen == Screen.PHONE)
                .setDeviceScaleFactor(screen == Screen.PHONE ? 2 : 1)
                .setColorScheme(scheme)
                .setLocale(language));
    context.setDefaultTimeout(20_000);
    return context;
  }

  /// Puts a passkey holder into the phone of this page; what comes back takes it out again. A phone
  /// has one at a time.
  public static Runnable giveAuthenticator(Page page) {
    var session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    var options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    var request = new JsonObject();
    request.add("options", options);
    var id = session.send("WebAuthn.addVirtualAuthenticator", request).get("authenticatorId");
    var removal = new JsonObject();
    removal.add("authenticatorId", id);
    return () -> session.send("WebAuthn.removeVirtualAuthenticator", removal);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
