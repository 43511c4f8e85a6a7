package hutong.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Reading a square code in a browser that cannot do it by itself: from a photo, and through a
/// camera. The scripts are the platform's own.
class ScanTest {

  private static final Path APP = Path.of("../app");
  private static final Path STATIC = APP.resolve("src/main/resources/static");
  private static final Path DECODER = APP.resolve("scanner/node_modules/jsqr/dist/jsQR.js");
  private static final long SEED = 18004;
  private static final int PHOTOS = 20;

  private static @Nullable HttpServer server;
  private static @Nullable Browser browser;

  @BeforeAll
  static void a_browser_and_the_scripts() throws IOException {
    var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.createContext("/", ScanTest::answer);
    made.start();
    server = made;
    browser = new Browser();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void codes_are_read_from_photos_tilted_dim_and_small() throws Exception {
    var random = new Random(SEED);
    var missed = new ArrayList<String>();
    try (var page = open("")) {
      for (int i = 0; i < PHOTOS; i++) {
        var text = "https://pay.example/to/" + Long.toString(random.nextLong(), 36);
        page.fill("#code", "");
        page.locator("input[type=file]")
            .setInputFiles(new FilePayload("code.png", "image/png", photo(text, random)));
        page.waitForFunction(
            "() => ['read', 'nothing'].includes(document.querySelector('.scan').dataset.state)");
        if (!text.equals(page.inputValue("#code"))) {
          missed.add(i + ": " + page.inputValue("#code"));
        }
        page.evaluate("() => { document.querySelector('.scan').dataset.state = ''; }");
      }
    }
    assertThat(missed).as("seed " + SEED).hasSizeLessThanOrEqualTo(PHOTOS / 20);
  }

  @Test
  void a_photo_without_a_code_says_so() throws Exception {
    try (var page = open("")) {
      page.locator("input[type=file]")
          .setInputFiles(new FilePayload("wall.png", "image/png", png(ground(400, 300))));
      page.waitForSelector(".scan[data-state=nothing]");
      assertThat(page.innerText("[role=status]")).isEqualTo("nothing");
    }
  }

  @Test
  void a_code_before_the_camera_is_read_and_sent() throws Exception {
    var text = "HT1:CAMERA-42";
    var picture = Base64.getEncoder().encodeToString(photo(text, new Random(SEED)));
    try (var page = open("send")) {
      page.evaluate(
          """
          async png => { // a camera that looks at this picture
            const image = new Image();
            image.src = 'data:image/png;base64,' + png;
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.width;
            canvas.height = image.height;
            const pen = canvas.getContext('2d');
            setInterval(() => pen.drawImage(image, 0, 0), 50);
            navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
          }
          """,
          picture);
      page.click("[data-scan-film]");
      page.waitForURL(Pattern.compile(".*/sent\\?.*"));
      assertThat(page.url()).contains("HT1%3ACAMERA-42");
    }
  }

  @Test
  void without_a_camera_she_is_told_to_type() {
    try (var page = open("")) {
      page.evaluate(
          "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error()); }");
      page.click("[data-scan-film]");
      page.waitForSelector(".scan[data-state=noCamera]");
      assertThat(page.isVisible("#code")).isTrue();
    }
  }

  private static Page open(String send) {
    var page =
        Objects.requireNonNull(browser)
            .person(Browser.Screen.PHONE, "en", ColorScheme.LIGHT)
            .newPage();
    int port = Objects.requireNonNull(server).getAddress().getPort();
    page.addInitScript("delete window.BarcodeDetector;");
    page.navigate("http://localhost:" + port + "/" + send);
    page.waitForSelector(".scan:not([hidden])");
    return page;
  }

  /// A code somewhere in a larger picture, turned, and in less than full light.
  private static byte[] photo(String text, Random random) throws WriterException, IOException {
    var code =
        new QRCodeWriter()
            .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 4));
    int width = 700 + random.nextInt(900);
    int height = 700 + random.nextInt(900);
    var picture = ground(width, height);
    double share = 0.35 + random.nextDouble() * 0.4;
    double scale = Math.min(width, height) * share / code.getWidth();
    var place = new AffineTransform();
    place.translate(width / 2.0, height / 2.0);
    place.rotate(Math.toRadians(random.nextInt(50) - 25.0));
    place.scale(scale, scale);
    place.translate(-code.getWidth() / 2.0, -code.getHeight() / 2.0);
    int light = 170 + random.nextInt(80);
    var pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setTransform(place);
    pen.setColor(new Color(light, light, light));
    pen.fillRect(0, 0, code.getWidth(), code.getHeight());
    pen.setColor(new Color(30, 30, 40));
    for (int x = 0; x < code.getWidth(); x++) {
      for (int y = 0; y < code.getHeight(); y++) {
        if (code.get(x, y)) {
          pen.fillRect(x, y, 1, 1);
        }
      }
    }
    pen.dispose();
    return png(picture);
  }

  private static BufferedImage ground(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = picture.createGraphics();
    pen.setColor(new Color(150, 140, 130));
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return picture;
  }

  private static byte[] png(BufferedImage picture) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    byte[] body;
    var type = "text/html";
    if (path.endsWith("/jsQR.js")) {
      body = Files.readAllBytes(DECODER);
      type = "text/javascript";
    } else if (path.startsWith("/static/")) {
      body = Files.readAllBytes(STATIC.resolve(path.substring(path.lastIndexOf('/') + 1)));
      type = "text/javascript";
    } else {
      body = page(path.equals("/send") ? "yes" : "").getBytes(StandardCharsets.UTF_8);
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /// The component's markup, bare.
  private static String page(String send) {
    var says = List.of("loading", "hold", "read", "nothing", "no-camera");
    return """
    <!doctype html><html lang="en"><title>scan</title>
    <section class="scan" hidden data-scan="code" data-send="%s"
     data-worker="/static/x/scan-worker.js" data-decoder="/static/x/jsQR.js" %s>
    <div class="scan-live" hidden><video playsinline muted></video></div>
    <button type="button" data-scan-film>Scan</button><input type="file">
    <button type="button" data-scan-stop>Stop</button><p role="status"></p>
    <script type="module" src="/static/x/scan.js"></script></section>
    <form action="/sent"><input id="code" name="code"><button>Go</button></form>
    """
        .formatted(
            send,
            String.join(
                " ", says.stream().map(each -> "data-" + each + "=\"" + each + "\"").toList()));
  }
}
