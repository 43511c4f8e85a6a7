package hutong.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys in a real browser, whose phone holds them (a virtual authenticator).
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PasskeyTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir @Nullable Path folder;

  @Test
  void somebody_signs_up_with_a_passkey_signs_out_comes_back_and_adds_a_second() throws Exception {
    var data = Path.of(String.valueOf(folder)).resolve("data");
    try (var world = World.start(ROOT, data, Map.of());
        var browser = new Browser();
        var phone = browser.person(Browser.Screen.PHONE, "en-GB", ColorScheme.LIGHT)) {
      var home = world.platform().replace("127.0.0.1", "localhost");
      var page = phone.newPage();
      var first = Browser.giveAuthenticator(page);

      page.navigate(home + "/sign-in");
      page.locator("[data-passkey=make] button").click();
      page.waitForURL("**/today");
      page.navigate(home + "/me");
      assertThat(page.url()).endsWith("/me");

      signOut(page, home);
      page.navigate(home + "/me");
      assertThat(page.url()).as("nobody is signed in").contains("/sign-in");

      page.navigate(home + "/sign-in");
      page.locator("[data-passkey=show] button").click();
      page.waitForURL("**/today");

      first.run();
      var second = Browser.giveAuthenticator(page);
      page.navigate(home + "/me/sessions");
      assertThat(passkeys(page)).isEqualTo(1);
      page.locator("[data-passkey=make] button").click();
      page.waitForCondition(() -> passkeys(page) == 2);

      page.locator("form[action$='/removal'] button").first().click();
      page.waitForCondition(() -> passkeys(page) == 1);
      page.locator("form[action$='/removal'] button").first().click();
      page.waitForLoadState();
      assertThat(page.content()).as("the only way in stays").contains("LAST_PASSKEY");
      second.run();
    }
  }

  private static void signOut(Page page, String home) {
    page.navigate(home + "/me");
    page.locator("form[action='/sign-out'] button").click();
    page.waitForLoadState();
  }

  private static int passkeys(Page page) {
    return page.locator("form[action$='/removal']").count();
  }
}
