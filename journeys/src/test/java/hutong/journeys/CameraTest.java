package hutong.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hutong.proof.Json;
import hutong.proof.SignatureKey;
import hutong.proof.SignatureKeys;
import hutong.proof.StatusReference;
import hutong.proof.seal.CompactCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What runs on the device alone, in a real browser: reading the lines of a document from a photo,
/// and checking a code from paper without a network. The scripts are the platform's own.
class CameraTest {

  private static final Path STATIC = Path.of("../app/src/main/resources/static");
  private static final String ISSUER = "https://city.example";
  private static final long SEED = 9303;
  private static final int PHOTOS = 50;
  private static final SignatureKey OURS = SignatureKeys.generate();

  private static @Nullable HttpServer server;
  private static @Nullable Browser browser;

  @BeforeAll
  static void a_browser_and_the_scripts() throws IOException {
    var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.createContext("/", CameraTest::answer);
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
  void the_lines_of_a_document_are_read_from_a_photo() {
    var random = new Random(SEED);
    var formats = List.of("TD3", "TD1", "TD2", "MRVA", "MRVB");
    var missed = new ArrayList<String>();
    var times = new ArrayList<Integer>();
    try (var page = open("/lines")) {
      for (int i = 0; i < PHOTOS; i++) {
        var zone = DrawnZone.random(formats.get(i % formats.size()), random);
        var read = read(page, zone.photo(random));
        times.add(((Number) Objects.requireNonNull(read.get("took"))).intValue());
        if (!String.join("\n", zone.lines()).equals(read.get("text"))) {
          missed.add(i + " " + zone + " was read as " + read.get("text"));
        }
      }
    }
    times.sort(null);
    System.getLogger("camera")
        .log(
            System.Logger.Level.INFO,
            "seed {0}: {1} of {2} photos read, median {3} ms",
            SEED,
            PHOTOS - missed.size(),
            PHOTOS,
            times.get(PHOTOS / 2));
    assertThat(missed).as("seed " + SEED).hasSizeLessThanOrEqualTo(PHOTOS / 20);
  }

  @Test
  void a_paper_code_is_checked_with_the_network_off() {
    var now = Instant.now().getEpochSecond();
    var good = code(ISSUER, now, now + 600, OURS, 0);
    var other = SignatureKeys.generate();
    try (var page = open("/verify")) {
      page.waitForSelector("[data-verify][data-kept]");
      page.reload();
      page.waitForSelector("[data-verify][data-ready]");
      page.context().setOffline(true);
      page.reload();
      page.waitForSelector("[data-verify][data-ready]");
      var expected = new TreeMap<String, String>();
      var found = new TreeMap<String, String>();
      expected.put("good", "GOOD");
      found.put("good", judge(page, good));
      expected.put("forged", "FORGED");
      found.put("forged", judge(page, code(ISSUER, now, now + 600, other, 0)));
      expected.put("altered", "ALTERED");
      found.put("altered", judge(page, code(ISSUER, now, now + 600, named(OURS.id()), 0)));
      expected.put("revoked", "REVOKED");
      found.put("revoked", judge(page, code(ISSUER, now, now + 600, OURS, 1)));
      expected.put("expired", "EXPIRED");
      found.put("expired", judge(page, code(ISSUER, now - 900, now - 600, OURS, 0)));
      expected.put("unknown", "ISSUER_UNKNOWN");
      found.put("unknown", judge(page, code("https://else.example", now, now + 600, OURS, 0)));
      expected.put("garbage", "UNREADABLE");
      found.put("garbage", judge(page, "HT1:" + "Z".repeat(900)));
      assertThat(found).isEqualTo(expected);
    }
  }

  private static Page open(String path) {
    var page =
        Objects.requireNonNull(browser)
            .person(Browser.Screen.PHONE, "en", ColorScheme.LIGHT)
            .newPage();
    int port = Objects.requireNonNull(server).getAddress().getPort();
    page.navigate("http://localhost:" + port + path);
    return page;
  }

  private static String judge(Page page, String code) {
    page.fill("[name=code]", code);
    page.evaluate("document.querySelector('[data-verify]').dataset.result = ''");
    page.click("form button");
    page.waitForFunction("document.querySelector('[data-verify]').dataset.result");
    return page.getAttribute("[data-verify]", "data-result");
  }

  @SuppressWarnings("unchecked") // what the script below answers
  private static Map<String, Object> read(Page page, byte[] photo) {
    return (Map<String, Object>)
        page.evaluate(
            """
            async photo => {
              window.reader ??= new Worker('/static/x/mrz-worker.js', {type: 'module'});
              const ask = (message, transfer) => new Promise(done => {
                window.reader.onmessage = e => done(e.data);
                window.reader.postMessage(message, transfer ?? []);
              });
              if (!window.ready) window.ready = await ask({network: '/static/x/mrz.bin'});
              const bytes = Uint8Array.from(atob(photo), c => c.charCodeAt(0));
              const picture = await createImageBitmap(new Blob([bytes], {type: 'image/jpeg'}));
              const canvas = new OffscreenCanvas(picture.width, picture.height);
              const context = canvas.getContext('2d');
              context.drawImage(picture, 0, 0);
              const {data} = context.getImageData(0, 0, picture.width, picture.height);
              const {width, height} = picture;
              return ask({id: 1, pixels: data, width, height, still: true});
            }
            """,
            Base64.getEncoder().encodeToString(photo));
  }

  private static SignatureKey named(String id) {
    try {
      var made = java.security.KeyPairGenerator.getInstance("EC");
      made.initialize(256);
      var pair = made.generateKeyPair();
      return SignatureKeys.of(id, pair.getPrivate(), pair.getPublic(), List.of());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String code(String issuer, long from, long until, SignatureKey key, long index) {
    var claims = Json.object().put("name", "SILVA, MARIA").put("nationality", "PRT");
    var status = new StatusReference(ISSUER + "/status/1", index);
    return new CompactCode(
            issuer,
            "verified-traveller",
            claims,
            Instant.ofEpochSecond(from),
            Instant.ofEpochSecond(until),
            status)
        .sign(key);
  }

  // The server: the platform's scripts, and the bare pages that carry them.

  private static void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    byte[] body;
    var type = "text/html";
    if (path.startsWith("/static/")) {
      body = Files.readAllBytes(STATIC.resolve(path.substring(path.lastIndexOf('/') + 1)));
      type = path.endsWith(".js") ? "text/javascript" : "application/octet-stream";
    } else if (path.equals("/verify/offline.js")) {
      body = Files.readAllBytes(STATIC.resolve("verify-offline.js"));
      type = "text/javascript";
      exchange.getResponseHeaders().add("Service-Worker-Allowed", "/verify");
    } else if (path.equals("/verify/trust.json")) {
      body = trust().getBytes(StandardCharsets.UTF_8);
      type = "application/json";
    } else {
      body =
          (path.equals("/verify") ? VERIFY : "<title>lines</title>")
              .getBytes(StandardCharsets.UTF_8);
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static final String VERIFY =
      """
      <!doctype html><html lang="en"><title>verify</title>
      <script type="module" src="/static/x/verify-page.js"></script>
      <div data-verify data-keys="#" data-old-keys="#" data-no-keys="-">
      %s<dl data-facts hidden></dl><div hidden><video></video></div><button data-film hidden></button>
      <form><textarea name="code"></textarea><button>Check</button></form><p data-age></p></div>
      """
          .formatted(
              String.join(
                  "",
                  List.of(
                          "GOOD ISSUER_UNKNOWN FORGED ALTERED EXPIRED NOT_YET REVOKED STATUS_UNKNOWN"
                              .concat(" UNREADABLE")
                              .split(" ", -1))
                      .stream()
                      .map(
                          each -> "<p data-verdict=\"%s\" tabindex=-1 hidden>.</p>".formatted(each))
                      .toList()));

  private static String trust() throws IOException {
    var trust = Json.object();
    trust.put("made", Instant.now().toString());
    var house = trust.putArray("issuers").addObject().put("issuer", ISSUER);
    house.putArray("keys").add(OURS.publicKey().json().deepCopy().put("kid", OURS.id()));
    var zipped = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(zipped)) {
      deflate.write(new byte[] {2, 0, 0, 0}); // the entry with index 1 is revoked
    }
    var list = trust.putObject("statuses").putObject(ISSUER + "/status/1");
    list.put("bits", 1);
    list.put("lst", Base64.getUrlEncoder().withoutPadding().encodeToString(zipped.toByteArray()));
    return Json.write(trust);
  }
}
