package hutong.journeys;

import static hutong.journeys.Scene.expect;
import static hutong.journeys.Scene.next;
import static hutong.journeys.Scene.says;
import static hutong.journeys.Scene.submit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/// The first day in China, played in a real browser through the pages' forms only.
///
/// Prints each step with its time, writes a report with a picture of every page a person saw, and
/// ends with 0 when the day went well, else with 1.
public final class Journey {

  private static final int QUESTIONS = 9;
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final Scene scene;
  private final Report report;
  private final Page maria;
  private final Showing showing;
  private final Spending spending;
  private boolean failed;

  private Journey(World world, Browser browser, Report report) {
    this.report = report;
    scene = new Scene(world, browser, report);
    maria = scene.person(Browser.Screen.PHONE, "en-GB", ColorScheme.LIGHT).newPage();
    showing = new Showing(scene, maria);
    spending = new Spending(scene, maria);
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
    step("Credentials: what she now holds", showing::held);
    step("Entry: how long may I stay, and why", this::entry);
    step("Pay: link a home wallet, pay at a shop's code", this::pay);
    step("Pay: a decline, and the next way in one tap", spending::declined);
    step("Pay: from the balance", spending::balance);
    step("Vouchers: one for her", spending::voucher);
    step("Tax refund: shop, customs, agency", spending::taxRefund);
    step("Museum: book a visit", this::museum);
    step("Lodge: a friend's flat, confirmed by the host", this::lodge);
    step("Hotel: checked in with the credential, nothing is typed again", showing::atHotel);
    step("Museum and shop: each learns only what it needs", showing::elsewhere);
    step("Paper: checked at a desk with the network off", showing::onPaper);
    step("The desks: check-in code, till, operator", this::desks);
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

  private void arrive() {
    scene.see(maria, "/", "welcome");
    for (var look : new String[] {"zh-CN", "ar"}) {
      try (var other = scene.person(Browser.Screen.DESKTOP, look, ColorScheme.DARK)) {
        scene.see(other.newPage(), "/", "welcome, desktop, " + look);
      }
    }
    scene.see(maria, "/help", "help");
  }

  private void account() throws IOException, InterruptedException {
    scene.signIn(maria, "/sign-in", "maria@travel.example", true);
    expect(maria, "/today");
    report.picture(maria, "today, new");
  }

  private void passport() {
    scene.see(maria, "/passport", "ways to show a passport");
    submit(maria.locator("a[href='/passport/read/practice']"));
    expect(maria, "/passport/checks/");
    says(maria, "genuine");
    report.picture(maria, "verdict: genuine");
    scene.see(maria, "/passport/lines", "typing the lines instead");
    maria.locator("textarea[name=lines]").fill("P<PRTSILVA<<MARIA<<<<\nCA1234567");
    submit(maria.locator("main form button").first());
    report.picture(maria, "typed lines with faults");
  }

  private void spoilt() {
    for (var variant :
        new String[] {"altered", "unknown-issuer", "revoked-signer", "expired-signer"}) {
      scene.go(maria, "/passport");
      var choose = maria.locator("a[href='/passport/read/practice-choice']");
      submit(choose);
      maria.navigate(maria.url() + "&person=maria&variant=" + variant + "&at-once=true");
      expect(maria, "/passport/checks/");
      report.picture(maria, "verdict: " + variant);
    }
    scene.go(maria, "/passport");
    submit(maria.locator("a[href='/passport/read/practice']"));
  }

  private void entry() {
    scene.see(maria, "/entry", "may I enter");
    answer("/entry", "entry");
    scene.see(maria, "/stay/new", "I have entered");
    answer("/stay/new", "I have entered");
    scene.see(maria, "/stay", "until when I may stay");
    says(maria, "days left");
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
    var lists = page.locator("main form select");
    for (int i = 0; i < lists.count(); i++) {
      if (lists.nth(i).inputValue().isEmpty()) {
        lists.nth(i).selectOption(new SelectOption().setIndex(1));
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
    scene.see(maria, "/pay", "pay");
    scene.see(maria, "/pay/rails", "ways to pay");
    submit(maria.locator("a[href='/pay/rails/wallet/PRACTICE_EUR']"));
    report.picture(maria, "the wallet asks her to agree");
    var accounts = maria.locator("input[name=account]");
    if (accounts.count() > 0) {
      accounts.first().check();
    }
    submit(maria.locator("button[value=agree]"));
    expect(maria, scene.world().platform());
    scene.see(maria, "/pay/rails", "the wallet is linked");
    scene.go(maria, "/pay/to/noodle-house");
    maria.locator("input[name=amount]").fill("38");
    report.picture(maria, "how much");
    submit(maria.locator("form:has(input[name=amount]) button").first());
    report.picture(maria, "the till");
    submit(maria.locator("form:has(input[name=rail]) button").last());
    for (int i = 0; i < Scene.LETTER_TRIES && !maria.url().contains("/payments/"); i++) {
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
    scene.see(maria, "/museums", "museums");
    scene.go(maria, "/museums/badaling");
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
    for (int i = 0; i < Scene.LETTER_TRIES && !maria.url().contains("/payments/"); i++) {
      maria.waitForTimeout(100);
    }
    expect(maria, "/payments/");
    report.picture(maria, "the tickets are paid");
    submit(maria.locator("main a[href^='/tickets/']").first());
    expect(maria, "/tickets");
    report.picture(maria, "booked");
    scene.see(maria, "/tickets", "my tickets");
  }

  private void lodge() throws IOException, InterruptedException {
    scene.see(maria, "/stays", "where I sleep");
    scene.go(maria, "/stays/new");
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
    try (var host = scene.person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var page = host.newPage();
      page.navigate(scene.letterLink("lina@friends.example", "/host/"));
      report.picture(page, "the host is asked");
      submit(page.locator("button[value=confirm]"));
      report.picture(page, "the host has confirmed");
    }
    for (int i = 0;
        i < Scene.LETTER_TRIES && maria.locator("a[href$='receipt.pdf']").count() == 0;
        i++) {
      maria.waitForTimeout(300);
      maria.navigate(stay);
    }
    if (maria.locator("a[href$='receipt.pdf']").count() == 0) {
      throw new AssertionError("the authority did not accept the stay");
    }
    report.picture(maria, "registered");
  }

  private void desks() throws IOException, InterruptedException {
    scene.go(maria, "/stays/code");
    report.picture(maria, "check-in code");
    try (var till = scene.person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var page = till.newPage();
      scene.signIn(page, "/desk/sign-in", "till@noodle-house.example", false);
      scene.see(page, "/desk/shop/noodle-house", "the shop's till");
    }
    try (var operator = scene.person(Browser.Screen.DESKTOP, "en-GB", ColorScheme.LIGHT)) {
      var page = operator.newPage();
      scene.signIn(page, "/console/sign-in", "operator@city.example", false);
      for (var place :
          new String[] {
            "/console",
            "/console/trust",
            "/console/log",
            "/console/partners",
            "/console/rules",
            "/console/money",
            "/console/reconciliation",
            "/console/vouchers"
          }) {
        scene.see(page, place, "operator " + place);
      }
    }
  }

  private void today() {
    scene.see(maria, "/today", "today");
    scene.see(maria, "/passes", "passes");
    scene.see(maria, "/services", "services");
    scene.see(maria, "/me", "me");
    scene.see(maria, "/me/access", "who saw my data");
    maria.navigate(scene.world().platform() + "/language/zh-Hans?back=/today");
    scene.see(maria, "/today", "today in Chinese");
    try (var dark = scene.person(Browser.Screen.DESKTOP, "en-GB", ColorScheme.DARK)) {
      scene.see(dark.newPage(), "/gallery", "gallery, desktop, dark");
    }
  }

  /// Resident memory of platform and database together, as Linux counts it.
  private String memory() throws IOException {
    long kilobytes = residentOf(scene.world().platformProcess());
    var database = scene.world().databaseProcess();
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
