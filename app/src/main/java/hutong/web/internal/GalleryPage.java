package hutong.web.internal;

import hutong.kernel.Money;
import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import hutong.web.Icon;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;

/// Every component in every state, with invented people.
public record GalleryPage(Instant now) {

  /// What the QR code of the gallery says.
  public static final String QR_TEXT = "HUTONG SAMPLE 0001";

  public String until(Words words) {
    return words.relative(now, now.plus(Duration.ofHours(9)));
  }

  public Instant deadline() {
    return now.plus(Duration.ofHours(9));
  }

  public String euros(Words words, String amount) {
    return words.money(Money.of(amount, "EUR"));
  }

  public String yuan(Words words, String amount) {
    return words.money(Money.of(amount, "CNY"));
  }

  public Problem refusal() {
    return Problem.of("web", "UNAVAILABLE", HttpStatus.SERVICE_UNAVAILABLE);
  }

  public List<FieldError> errors(Words words) {
    return List.of(
        new FieldError("host-bad", words.t("web.gallery.hostWrong")),
        new FieldError("birth-bad", words.t("web.gallery.birthWrong")));
  }

  public DayFields wrongDay() {
    return new DayFields("1954", "13", "2");
  }

  public List<Choice> rooms(Words words) {
    return List.of(
        new Choice("flat", words.t("web.gallery.flat"), words.t("web.gallery.flatHint"), Icon.HOME),
        new Choice("hotel", words.t("web.gallery.hotel"), null, Icon.BED));
  }

  public List<Choice> tabs(Words words) {
    return List.of(
        Choice.of("#tabs-1", words.t("web.tab.TODAY")),
        Choice.of("#tabs-2", words.t("web.tab.PASSES")),
        Choice.of("#tabs-3", words.t("web.tab.ME")));
  }

  public List<String> steps(Words words) {
    return List.of(
        words.t("web.gallery.step1"), words.t("web.gallery.step2"), words.t("web.gallery.step3"));
  }

  public LocalDate birth() {
    return LocalDate.of(1954, 3, 2);
  }

  public List<Choice> places(Words words) {
    return List.of(
        new Choice("#today", words.t("web.gallery.due"), null, Icon.WARNING),
        new Choice("#payments", words.t("web.gallery.money"), null, Icon.WALLET),
        new Choice("#rules", words.t("web.gallery.info"), null, Icon.RULE),
        new Choice("#log", words.t("web.gallery.progress"), null, Icon.LOG));
  }

  /// One line of the table of the console.
  public record Payment(
      Instant at, String who, String where, String amount, Tone tone, String state) {}

  public List<Payment> payments() {
    return List.of(
        payment(1, "Maria João", "老王面馆", "38.00", Tone.OK, "verified"),
        payment(2, "Nguyễn Thị Minh", "东四胡同书店", "204.50", Tone.WAITING, "waiting"),
        payment(9, "O'Neill, Aoife", "中国国家博物馆", "1204.50", Tone.STOP, "refused"),
        payment(26, "Tomás", "老王面馆", "22.00", Tone.OK, "verified"));
  }

  private Payment payment(
      int hours, String who, String where, String amount, Tone tone, String state) {
    return new Payment(now.minus(Duration.ofHours(hours)), who, where, amount, tone, state);
  }
}
