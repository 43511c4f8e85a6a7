package hutong.journeys;

import static hutong.journeys.Scene.expect;
import static hutong.journeys.Scene.next;
import static hutong.journeys.Scene.says;
import static hutong.journeys.Scene.submit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;

/// Money beyond the first bowl of noodles: a decline and its way out, a balance, a voucher, and
/// the tax that comes back.
final class Spending {

  private static final String EMPTY_CARD = "4000000000009995";
  private static final String TAX = "/tax-refund";

  private final Scene scene;
  private final Page maria;

  Spending(Scene scene, Page maria) {
    this.scene = scene;
    this.maria = maria;
  }

  /// A card without money is declined in plain words; one tap pays the same bill otherwise.
  void declined() {
    scene.go(maria, "/pay/rails");
    submit(maria.locator("a[href='/pay/rails/card']"));
    maria.locator("input[name=number]").fill(EMPTY_CARD);
    maria.locator("input[name=expiry]").fill("12/31");
    maria.locator("input[name=cvc]").fill("123");
    maria.locator("input[name=name]").fill("MARIA DA SILVA PEREIRA");
    scene.picture(maria, "the network asks for the card");
    submit(maria.locator("form button").first());
    expect(maria, scene.world().platform());
    bill("noodle-house", "52");
    maria.locator("label.rail:has-text('9995') input").check();
    scene.picture(maria, "every way to pay, with its total");
    pay();
    says(maria, "There is not enough money");
    scene.picture(maria, "declined, and what to do");
    submit(maria.locator("form[action$='/again'] button"));
    receipt("paid otherwise in one tap");
  }

  /// Her balance is the third way to pay.
  void balance() {
    scene.go(maria, "/pay/top-up");
    maria.locator("input[name=amount]").fill("120");
    maria.locator("label:has-text('Practice') input[name=rail]").first().check();
    scene.picture(maria, "filling the balance");
    submit(maria.locator("form:has(input[name=amount]) button").first());
    settle();
    bill("noodle-house", "26");
    maria.locator("input[name=rail][value=BALANCE]").check();
    pay();
    receipt("paid from the balance");
  }

  void voucher() {
    scene.see(maria, "/vouchers", "vouchers on offer");
    submit(maria.locator("form[action^='/vouchers/'] button").first());
    scene.picture(maria, "a voucher of hers");
  }

  /// The shop makes the form, customs look at the goods, the agency pays.
  void taxRefund() throws IOException, InterruptedException {
    bill("silk-house", "800");
    pay();
    receipt("silk, paid");
    scene.see(maria, TAX, "tax to get back");
    submit(maria.locator("form[action='" + TAX + "'] button").first());
    scene.picture(maria, "a form is asked for");
    desk("till@silk-house.example", "silk-house", "issue");
    desk("desk@airport-customs.example", "capital-airport-customs", "confirm");
    desk("desk@departure-refunds.example", "departure-refunds", "pay");
    scene.see(maria, TAX, "the tax came back");
  }

  private void desk(String email, String partner, String act)
      throws IOException, InterruptedException {
    try (var context = scene.person(Browser.Screen.DESKTOP, "zh-CN", ColorScheme.LIGHT)) {
      var page = context.newPage();
      scene.signIn(page, "/desk/sign-in", email, false);
      scene.go(page, "/desk/tax/" + partner + "?number=" + number());
      scene.picture(page, partner + ", before");
      submit(page.locator("form[action$='/" + act + "'] button").first());
      scene.picture(page, partner + ", after");
    }
  }

  private String number() {
    scene.go(maria, TAX);
    return maria.locator("article.ticket dd").first().innerText().strip();
  }

  private void bill(String shop, String amount) {
    scene.go(maria, "/pay/to/" + shop);
    maria.locator("input[name=amount]").fill(amount);
    next(maria);
    expect(maria, "/pay/till/");
  }

  private void pay() {
    submit(maria.locator("form:has(input[name=rail]) button").last());
    settle();
  }

  /// Waits while the page says that the network has not answered yet.
  private void settle() {
    maria.waitForCondition(() -> maria.locator("main [data-wait]").count() == 0);
    maria.waitForLoadState();
  }

  private void receipt(String caption) {
    expect(maria, "/payments/");
    scene.picture(maria, caption);
  }
}
