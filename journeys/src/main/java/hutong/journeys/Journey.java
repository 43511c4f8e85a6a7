package hutong.journeys;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// The first day in China, played in a real browser through the pages' forms only.
///
/// Prints each step with its time, writes a report with a picture of every page a person saw, and
/// ends with 0 when the day went well, else with 1.
public final class Journey {

  private static final Pattern LINK = Pattern.compile("https?://\\S+");
  private static final int LETTER_TRIES = 100;
  private static final int QUESTIONS = 9;
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final World world;
  private final Browser browser;
  private final Report report;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private Page maria;
  private boolean failed;

  private Journey(World world, Browser browser, Report report) {
    this.world = world;
    this.browser = browser;
    this.report = report;
    maria = person(Browser.Screen.PHONE, "en-GB", ColorScheme.LIGHT).newPage();
  }

  /// One step; it fails by throwing.
  private interface Step {
    void play() throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws IOException {
    System.exit(play(Path.of("").toAbsolutePath(), Path.of("target/journey")) ? 0 : 1);
  }

  /// Plays the day from this root of the repository; true when every step went well.
  public static boolean play(Path root, Path folder) throws IOException {
    var data = Files.createTempDirectory("hutong-journey");
    long began = System.nanoTime();
    try (var world = World.start(root, data, Map.of());
        var browser = new Browser()) {
      var journey = new Journey(world, browser, new Report(folder));
      journey.day();
      var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      var memory = journey.memory();
      var summary =
          (journey.failed ? "The day did not go well" : "The day went well")
              + ", in "
              + seconds
              + " s. "
              + memory;
      System.out.println(summary);
      System.out.println("Report: " + journey.report.write(summary));
      return !journey.failed;
    }
  }

  private void day() {
    step("Arrive: the first page, in three languages of screens", this::arrive);
    step("An account without a Chinese phone number", this::account);
    step("Passport: a genuine chip", this::passport);
    step("Passport: a spoilt chip is refused with its reason", this::spoilt);
    step("Entry: how long may I stay, and why", this::entry);
    step("Pay: link a home wallet, pay at a shop's code", this::pay);
    step("Museum: book a visit", this::museum);
    step("Lodge: a friend's flat, confirmed by the host", this::lodge);
    step("The desks: hotel, shop, museum, operator", this::desks);
    step("Today: what is done, what is due; who saw my data", this::today);
  }

  private void step(String title, Step step) {
    if (failed) {
      return;
    }
    long began = System.nanoTime();
    var outcome = "done";
    try {
      step.play();
    } catch (IOException | InterruptedException | PlaywrightException | AssertionError e) {
      outcome = "failed: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      failed = true;
      report.picture(maria, "where it failed");
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    report.step(title, took, outcome);
    System.out.printf("%-62s %6d ms  %s%n", title, took.toMillis(), outcome);
  }

  private BrowserContext person(Browser.Screen screen, String language, ColorScheme scheme) {
    return browser.person(screen, language, scheme);
  }

  private void arrive() {
    see(maria, "/", "welcome");
    for (var look : new String[] {"zh-CN", "ar"}) {
      try (var other = person(Browser.Screen.DESKTOP, look, ColorScheme.DARK)) {
        see(other.newPage(), "/", "welcome, desktop, " + look);
      }
    }
    see(maria, "/help", "help");
  }

  private void account() throws IOException, InterruptedException {
    signIn(maria, "/sign-in", "maria@travel.example", true);
    expect(maria, "/today");
    report.picture(maria, "today, new");
  }

  private void signIn(Page page, String door, String email, boolean pictures)
      throws IOException, InterruptedException {
    go(page, door);
    if (pictures) {
      report.picture(page, "sign in");
    }
    page.locator("input[name=email]").fill(email);
    submit(page.locator("form:has(input[name=email]) button").first());
    if (pictures) {
      report.picture(page, "a letter was sent");
    }
    var link = letterLink(email, "/sign-in/link/");
    page.navigate(link);
    if (pictures) {
      report.picture(page, "the link in the letter");
    }
    submit(page.locator("main form button").first());
  }

  /// The newest link with this path that the mailbox holds for this address.
  private String letterLink(String email, String path) throws IOException, InterruptedException {
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
      maria.waitForTimeout(200);
    }
    throw new AssertionError("no letter with " + path + " came for " + email);
  }

  private String get(String address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void passport() {
    see(maria, "/passport", "ways to show a passport");
    submit(maria.locator("a[href='/passport/read/practice']"));
    expect(maria, "/passport/checks/");
    says(maria, "genuine");
    report.picture(maria, "verdict: genuine");
    see(maria, "/passport/lines", "typing the lines instead");
    maria.locator("textarea[name=lines]").fill("P<PRTSILVA<<MARIA<<<<\nCA1234567");
    submit(maria.locator("main form button").first());
    report.picture(maria, "typed lines with faults");
  }

  private void spoilt() {
    for (var variant :
        new String[] {"altered", "unknown-issuer", "revoked-signer", "expired-signer"}) {
      go(maria, "/passport");
      var choose = maria.locator("a[href='/passport/read/practice-choice']");
      submit(choose);
      maria.navigate(maria.url() + "&person=maria&variant=" + variant + "&at-once=true");
      expect(maria, "/passport/checks/");
      report.picture(maria, "verdict: " + variant);
    }
    go(maria, "/passport");
    submit(maria.locator("a[href='/passport/read/practice']"));
  }

  private void entry() {
    see(maria, "/entry", "may I enter");
    answer("/entry", "entry");
    see(maria, "/stay/new", "I have entered");
    answer("/stay/new", "I have entered");
    see(maria, "/stay", "until when I may stay");
  }

  /// Answers a form of several questions, with the first choice and the day of tomorrow, until it
  /// leads to a page without one.
  private void answer(String path, String caption) {
    for (int i = 1; i <= QUESTIONS; i++) {
      if (!maria.url().contains(path) || maria.locator("main form button").count() == 0) {
        return;
      }
      choose(maria);
      submit(maria.locator("main form button").first());
      report.picture(maria, caption + ", page " + (i + 1));
    }
  }

  private static void choose(Page page) {
    var groups = page.locator("main form fieldset:has(input[type=radio])");
    for (int i = 0; i < groups.count(); i++) {
      if (groups.nth(i).locator("input[type=radio]:checked").count() == 0) {
        groups.nth(i).locator("input[type=radio]").first().check();
      }
    }
    var years = page.locator("main form input[name$='.year']");
    for (int i = 0; i < years.count(); i++) {
      if (years.nth(i).inputValue().isEmpty()) {
        var name = String.valueOf(years.nth(i).getAttribute("name")).replace(".year", "");
        var day = LocalDate.ofInstant(InstantSource.system().instant(), CHINA).plusDays(1);
        years.nth(i).fill(String.valueOf(day.getYear()));
        page.locator("input[name='" + name + ".month']").fill("" + day.getMonthValue());
        page.locator("input[name='" + name + ".day']").fill("" + day.getDayOfMonth());
      }
    }
  }

  private void pay() {
    see(maria, "/pay", "pay");
    see(maria, "/pay/rails", "ways to pay");
    submit(maria.locator("a[href='/pay/rails/wallet/PRACTICE_EUR']"));
    report.picture(maria, "the wallet asks her to agree");
    var accounts = maria.locator("input[name=account]");
    if (accounts.count() > 0) {
      accounts.first().check();
    }
    submit(maria.locator("button[value=agree]"));
    expect(maria, world.platform());
    see(maria, "/pay/rails", "the wallet is linked");
    go(maria, "/pay/to/noodle-house");
    maria.locator("input[name=amount]").fill("38");
    report.picture(maria, "how much");
    submit(maria.locator("form:has(input[name=amount]) button").first());
    report.picture(maria, "the till");
    submit(maria.locator("form:has(input[name=rail]) button").last());
    for (int i = 0; i < LETTER_TRIES && !maria.url().contains("/payments/"); i++) {
      maria.waitForTimeout(100);
    }
    expect(maria, "/payments/");
    report.picture(maria, "paid: the receipt");
    maria.locator("details:has(input[name=reason]) summary").click();
    maria.locator("input[name=reason]").fill("I ordered twice");
    submit(maria.locator("form:has(input[name=reason]) button").first());
    report.picture(maria, "a refund is asked for");
  }

  private void museum() {
    see(maria, "/museums", "museums");
    go(maria, "/museums/badaling");
    report.picture(maria, "a museum and its rules");
    submit(maria.locator("main a[href*='/visit']").first());
    for (int i = 1; i <= QUESTIONS && !maria.url().contains("/pay/till/"); i++) {
      var boxes = maria.locator("main form input[type=checkbox]");
      if (boxes.count() > 0) {
        boxes.first().check();
      }
      choose(maria);
      report.picture(maria, "booking, question " + i);
      submit(maria.locator("main form button").first());
    }
    expect(maria, "/pay/till/");
    report.picture(maria, "the places are kept while one pays");
    submit(maria.locator("form:has(input[name=rail]) button").last());
    for (int i = 0; i < LETTER_TRIES && !maria.url().contains("/payments/"); i++) {
      maria.waitForTimeout(100);
    }
    expect(maria, "/payments/");
    report.picture(maria, "the tickets are paid");
    submit(maria.locator("main a[href^='/tickets/']").first());
    expect(maria, "/tickets");
    report.picture(maria, "booked");
    see(maria, "/tickets", "my tickets");
  }

  private void lodge() throws IOException, InterruptedException {
    see(maria, "/stays", "where I sleep");
    go(maria, "/stays/new");
    report.picture(maria, "who sleeps there");
    next(maria);
    report.picture(maria, "when");
    next(maria);
    maria.locator("textarea[name=address]").fill("Room 502, No. 8, Lane 88, Wukang Road, Shanghai");
    maria.locator("textarea[name=chinese]").fill("上海市徐汇区武康路88弄8号502室");
    report.picture(maria, "where");
    next(maria);
    maria.locator("input[name=name]").fill("Li Na");
    maria.locator("input[name=email]").fill("lina@friends.example");
    maria.locator("input[name=relation]").fill("Friend");
    report.picture(maria, "whose home");
    next(maria);
    report.picture(maria, "check your answers");
    next(maria);
    expect(maria, "/stays/stay_");
    report.picture(maria, "waiting for the host");
    var stay = maria.url().replaceFirst("\\?.*", "");
    try (var host = person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var page = host.newPage();
      page.navigate(letterLink("lina@friends.example", "/host/"));
      report.picture(page, "the host is asked");
      submit(page.locator("button[value=confirm]"));
      report.picture(page, "the host has confirmed");
    }
    for (int i = 0; i < LETTER_TRIES && maria.locator("a[href$='receipt.pdf']").count() == 0; i++) {
      maria.waitForTimeout(300);
      maria.navigate(stay);
    }
    if (maria.locator("a[href$='receipt.pdf']").count() == 0) {
      throw new AssertionError("the authority did not accept the stay");
    }
    report.picture(maria, "registered");
  }

  private static void next(Page page) {
    submit(page.locator("main form button").first());
  }

  private void desks() throws IOException, InterruptedException {
    go(maria, "/stays/code");
    report.picture(maria, "check-in code");
    var code = maria.locator("article.ticket h2").innerText().replaceAll("\\D", "");
    try (var clerk = person(Browser.Screen.DESKTOP, "zh-CN", ColorScheme.LIGHT)) {
      var page = clerk.newPage();
      signIn(page, "/desk/sign-in", "desk@lotus-lane.example", false);
      report.picture(page, "the hotel's desks");
      go(page, "/desk/hotel/lotus-lane");
      page.locator("input[name=guest]").fill(code);
      page.locator("input[name=room]").fill("8-203");
      page.locator("input[name=nights]").fill("2");
      report.picture(page, "check-in in three fields");
      submit(page.locator("form:has(input[name=guest]) button").first());
      report.picture(page, "checked in");
      says(page, "已办理入住");
    }
    try (var till = person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var page = till.newPage();
      signIn(page, "/desk/sign-in", "till@noodle-house.example", false);
      see(page, "/desk/shop/noodle-house", "the shop's till");
    }
    try (var gate = person(Browser.Screen.DESKTOP, "zh-CN", ColorScheme.LIGHT)) {
      var page = gate.newPage();
      signIn(page, "/desk/sign-in", "desk@badaling.example", false);
      see(page, "/desk/museum/badaling", "the museum's gate");
    }
    try (var operator = person(Browser.Screen.DESKTOP, "en-GB", ColorScheme.LIGHT)) {
      var page = operator.newPage();
      signIn(page, "/console/sign-in", "operator@city.example", false);
      for (var place :
          new String[] {
            "/console",
            "/console/trust",
            "/console/log",
            "/console/partners",
            "/console/rules",
            "/console/money"
          }) {
        see(page, place, "operator " + place);
      }
    }
  }

  private void today() {
    see(maria, "/today", "today");
    see(maria, "/passes", "passes");
    see(maria, "/services", "services");
    see(maria, "/me", "me");
    see(maria, "/me/access", "who saw my data");
    maria.navigate(world.platform() + "/language/zh-Hans?back=/today");
    see(maria, "/today", "today in Chinese");
    try (var dark = person(Browser.Screen.DESKTOP, "en-GB", ColorScheme.DARK)) {
      see(dark.newPage(), "/gallery", "gallery, desktop, dark");
    }
  }

  private void go(Page page, String path) {
    var answer = page.navigate(world.platform() + path);
    if (answer == null || answer.status() >= 400) {
      throw new AssertionError(
          path + " answered " + (answer == null ? "nothing" : answer.status()));
    }
  }

  private void see(Page page, String path, String caption) {
    go(page, path);
    report.picture(page, caption);
  }

  private static void submit(Locator button) {
    var page = button.page();
    page.evaluate("() => { window.leaving = true; }");
    button.click();
    page.waitForFunction("() => !window.leaving");
    page.waitForLoadState();
  }

  private static void expect(Page page, String path) {
    if (!page.url().contains(path)) {
      throw new AssertionError("expected " + path + ", stands at " + page.url());
    }
  }

  private static void says(Page page, String words) {
    if (!page.locator("main").innerText().contains(words)) {
      throw new AssertionError("the page does not say: " + words);
    }
  }

  /// Resident memory of platform and database together, as Linux counts it.
  private String memory() throws IOException {
    long kilobytes = residentOf(world.platformProcess());
    var database = world.databaseProcess();
    kilobytes += residentOf(database);
    for (var child : database.children().toList()) {
      kilobytes += residentOf(child);
    }
    return "Platform and database: " + kilobytes / 1024 + " MB resident.";
  }

  private static long residentOf(ProcessHandle process) throws IOException {
    var rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    if (!Files.isReadable(rollup)) {
      return 0;
    }
    for (var line : Files.readAllLines(rollup)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
