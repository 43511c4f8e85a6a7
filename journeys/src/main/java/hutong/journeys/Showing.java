package hutong.journeys;

import static hutong.journeys.Scene.expect;
import static hutong.journeys.Scene.next;
import static hutong.journeys.Scene.says;
import static hutong.journeys.Scene.scan;
import static hutong.journeys.Scene.submit;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;

/// One check is enough: what the chip proved is shown wherever a document is asked for, and nobody
/// types it again.
final class Showing {

  private static final String HOTEL = "lotus-lane";

  private final Scene scene;
  private final Page maria;

  Showing(Scene scene, Page maria) {
    this.scene = scene;
    this.maria = maria;
  }

  /// What she holds since the chip was read, and how another wallet gets it.
  void held() {
    scene.see(maria, "/me/credentials", "the credentials she holds");
    submit(maria.locator("main .ticket a.button").first());
    scene.picture(maria, "what is in a credential");
    submit(maria.locator("main form[action$='/offer'] button").first());
    expect(maria, "/me/credentials/offers/");
    scene.picture(maria, "an offer for her own wallet app");
  }

  /// The hotel asks, she sees which facts go there and agrees, the clerk adds the room.
  void atHotel() throws IOException, InterruptedException {
    scene.see(maria, "/present", "a desk's code, scanned or typed");
    try (var clerk = scene.person(Browser.Screen.DESKTOP, "zh-CN", ColorScheme.LIGHT)) {
      var desk = clerk.newPage();
      scene.signIn(desk, "/desk/sign-in", "desk@" + HOTEL + ".example", false);
      scene.picture(desk, "the hotel's desks");
      ask(desk, HOTEL, "hotel-check-in");
      answer(desk, "the hotel", "yes");
      says(desk, "SILVA PEREIRA");
      submit(desk.locator("a[href*='/presented/']"));
      desk.locator("input[name=room]").fill("8-203");
      desk.locator("input[name=nights]").fill("2");
      desk.locator("input[name=booked]").fill("PEREIRA/MARIA JOAO MRS");
      scene.picture(desk, "a room for the guest who was shown");
      next(desk);
      says(desk, "姓名");
      scene.picture(desk, "the name on the booking, and hers");
      next(desk);
      says(desk, "已办理入住");
      scene.picture(desk, "checked in");
    }
  }

  /// The museum's gate asks for less than the hotel, and a shop for one fact alone.
  void elsewhere() throws IOException, InterruptedException {
    try (var gate = scene.person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var desk = gate.newPage();
      scene.signIn(desk, "/desk/sign-in", "desk@badaling.example", false);
      scene.see(desk, "/desk/museum/badaling", "the museum's gate");
      ask(desk, "badaling", "museum-ticket");
      answer(desk, "the museum", "yes");
      says(desk, "SILVA PEREIRA");
    }
    try (var shop = scene.person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var desk = shop.newPage();
      scene.signIn(desk, "/desk/sign-in", "till@noodle-house.example", false);
      ask(desk, "noodle-house", "over-18");
      answer(desk, "the shop", "no");
      if (desk.locator("main").innerText().contains("SILVA")) {
        throw new AssertionError("the shop sees her name although she said no");
      }
    }
  }

  /// A clerk checks her printed code while the network is off, and a spoilt one too.
  void onPaper() throws IOException {
    scene.see(maria, "/me/paper", "her code on paper");
    var code = scan(maria.locator("figure.qr .box"));
    try (var clerk = scene.person(Browser.Screen.PHONE, "zh-CN", ColorScheme.LIGHT)) {
      var desk = clerk.newPage();
      scene.go(desk, "/verify");
      desk.waitForSelector("[data-verify][data-kept]");
      clerk.setOffline(true);
      desk.reload();
      desk.waitForSelector("[data-verify][data-ready]");
      judge(desk, code, true);
      scene.picture(desk, "checked with the network off");
      int middle = code.length() / 2;
      char spoilt = code.charAt(middle) == 'A' ? 'B' : 'A';
      judge(desk, code.substring(0, middle) + spoilt + code.substring(middle + 1), false);
      scene.picture(desk, "a spoilt code, the network still off");
    }
  }

  private static void judge(Page desk, String code, boolean good) {
    desk.evaluate("() => { document.querySelector('[data-verify]').dataset.result = ''; }");
    desk.locator("[name=code]").fill(code);
    desk.locator("[data-verify] form button").click();
    desk.waitForFunction("() => document.querySelector('[data-verify]').dataset.result");
    var said = desk.locator("[data-verify]").getAttribute("data-result");
    if ("GOOD".equals(said) != good) {
      throw new AssertionError("a " + (good ? "good" : "spoilt") + " paper code is called " + said);
    }
  }

  private void ask(Page desk, String partner, String purpose) {
    scene.go(desk, "/desk/counter/" + partner);
    desk.locator("input[name=purpose][value=" + purpose + "]").check();
    scene.picture(desk, "what a desk may ask, " + partner);
    submit(desk.locator("form:has(input[name=purpose]) button").first());
    scene.picture(desk, "the question as a code, " + partner);
  }

  /// She scans the code on the desk's screen and answers; the desk's page then shows the result.
  private void answer(Page desk, String who, String answer) throws IOException {
    maria.navigate(scan(desk.locator("figure.qr .box").first()));
    scene.picture(maria, "what " + who + " wants to know");
    submit(maria.locator("button[name=answer][value=" + answer + "]"));
    scene.picture(maria, who + ", answered with " + answer);
    desk.locator("[data-wait]")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    desk.waitForLoadState();
    scene.picture(desk, who + " sees the answer");
  }
}
