package hutong.journeys;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import tools.jackson.databind.json.JsonMapper;

/// What every step does with pages: open, look, fill in, send, and keep a picture for the report.
final class Scene {

  private static final Pattern LINK = Pattern.compile("https?://\\S+");
  static final int LETTER_TRIES = 100;

  private final World world;
  private final Browser browser;
  private final Report report;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  Scene(World world, Browser browser, Report report) {
    this.world = world;
    this.browser = browser;
    this.report = report;
  }

  World world() {
    return world;
  }

  /// Somebody with a browser of her own.
  BrowserContext person(Browser.Screen screen, String language, ColorScheme scheme) {
    return browser.person(screen, language, scheme);
  }

  void picture(Page page, String caption) {
    report.picture(page, caption);
  }

  void signIn(Page page, String door, String email, boolean pictures)
      throws IOException, InterruptedException {
    go(page, door);
    if (pictures) {
      picture(page, "sign in");
    }
    page.locator("input[name=email]").fill(email);
    submit(page.locator("form:has(input[name=email]) button").first());
    if (pictures) {
      picture(page, "a letter was sent");
    }
    var link = letterLink(email, "/sign-in/link/");
    page.navigate(link);
    if (pictures) {
      picture(page, "the link in the letter");
    }
    submit(page.locator("main form button").first());
  }

  /// The newest link with this path that the mailbox holds for this address.
  String letterLink(String email, String path) throws IOException, InterruptedException {
    for (int i = 0; i < LETTER_TRIES; i++) {
      var messages = get(world.sandbox() + "/mail/api/messages?to=" + email);
      for (var message : json.readTree(messages)) {
        var found = LINK.matcher(message.path("text").asString());
        while (found.find()) {
          if (found.group().contains(path)) {
            return found.group();
          }
        }
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no letter with " + path + " came for " + email);
  }

  private String get(String address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  static void next(Page page) {
    submit(page.locator("main form button").first());
  }

  void go(Page page, String path) {
    var answer = page.navigate(world.platform() + path);
    if (answer == null || answer.status() >= 400) {
      throw new AssertionError(
          path + " answered " + (answer == null ? "nothing" : answer.status()));
    }
  }

  void see(Page page, String path, String caption) {
    go(page, path);
    picture(page, caption);
  }

  static void submit(Locator button) {
    var page = button.page();
    page.evaluate("() => { window.leaving = true; }");
    button.click();
    page.waitForFunction("() => !window.leaving");
    page.waitForLoadState();
  }

  static void expect(Page page, String path) {
    if (!page.url().contains(path)) {
      throw new AssertionError("expected " + path + ", stands at " + page.url());
    }
  }

  static void says(Page page, String words) {
    if (!page.locator("main").innerText().contains(words)) {
      throw new AssertionError("the page does not say: " + words);
    }
  }

  /// What the code in this picture says, read as a scanner reads it.
  static String scan(Locator code) throws IOException {
    var picture = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
    int width = picture.getWidth();
    int height = picture.getHeight();
    var pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    try {
      return new QRCodeMultiReader()
          .decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true))
          .getText();
    } catch (NotFoundException | ChecksumException | FormatException e) {
      throw new IOException("no code can be read in the picture", e);
    }
  }
}
