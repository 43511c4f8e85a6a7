package hutong.culture.internal;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import hutong.booking.Attempt;
import hutong.booking.Offer.Quota;
import hutong.language.Words;
import hutong.web.Problem;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Every "no" of culture, in words: why, and what to do now.
final class CultureProblems {

  private CultureProblems() {}

  static Problem of(String code, HttpStatus status, Object... arguments) {
    return Problem.of("culture", code, status, arguments);
  }

  static Problem unknownMuseum() {
    return of("UNKNOWN_MUSEUM", NOT_FOUND);
  }

  static Problem unknownReservation() {
    return of("UNKNOWN_RESERVATION", NOT_FOUND);
  }

  static Problem of(Booked.DayRefused refused, Words words) {
    var name = refused.museum().name().in(words.language());
    return switch (refused.reason()) {
      case CLOSED_THAT_DAY ->
          of(
              "CLOSED_THAT_DAY",
              UNPROCESSABLE_CONTENT,
              name,
              weekdays(refused.museum().visit().closed(), words));
      case NO_BOOKING_NEEDED -> of("NO_BOOKING_NEEDED", UNPROCESSABLE_CONTENT, name);
      case NO_SUCH_TIME -> of("NO_SUCH_TIME", UNPROCESSABLE_CONTENT);
      case NOBODY_COMES -> of("NOBODY_COMES", UNPROCESSABLE_CONTENT);
    };
  }

  static Problem of(Booked.Reason reason) {
    return switch (reason) {
      case NOT_YOUR_TRAVELLER -> of("NOT_YOUR_TRAVELLER", FORBIDDEN);
      case NO_DOCUMENT -> of("NO_DOCUMENT", UNPROCESSABLE_CONTENT);
      case DOCUMENT_NOT_ACCEPTED -> of("DOCUMENT_NOT_ACCEPTED", UNPROCESSABLE_CONTENT);
      case DOCUMENT_NEEDS_CHIP -> of("DOCUMENT_NEEDS_CHIP", UNPROCESSABLE_CONTENT);
      case DOCUMENT_EXPIRES -> of("DOCUMENT_EXPIRES", UNPROCESSABLE_CONTENT);
    };
  }

  static Problem of(Attempt attempt, Words words) {
    return switch (attempt) {
      case Attempt.Reserved ignored -> throw new IllegalArgumentException("that is no refusal");
      case Attempt.SoldOut(int left) -> of("SOLD_OUT", CONFLICT, left);
      case Attempt.AlreadyHolds ignored -> of("ALREADY_HOLDS", CONFLICT);
      case Attempt.QuotaUsed(var ignored, var quota) ->
          switch (quota.holder()) {
            case ACCOUNT -> of("ACCOUNT_QUOTA", CONFLICT, quota.most(), period(quota, words));
            case DOCUMENT -> of("DOCUMENT_QUOTA", CONFLICT, quota.most(), period(quota, words));
          };
      case Attempt.MissedTooMany(var ignored, var until) ->
          of("MISSED_TOO_MANY", CONFLICT, words.date(until));
      case Attempt.PartyTooLarge(int most) -> of("PARTY_TOO_LARGE", UNPROCESSABLE_CONTENT, most);
      case Attempt.NotOpenYet(var opensAt) -> of("NOT_OPEN_YET", CONFLICT, words.dateTime(opensAt));
      case Attempt.Closed(var at) -> of("SALE_ENDED", CONFLICT, words.dateTime(at));
      case Attempt.Busy() -> of("BUSY", SERVICE_UNAVAILABLE);
    };
  }

  static String period(Quota quota, Words words) {
    return words.t("culture.period." + quota.period());
  }

  static String weekdays(java.util.Set<DayOfWeek> days, Words words) {
    return days.stream()
        .sorted(Comparator.naturalOrder())
        .map(day -> day.getDisplayName(TextStyle.FULL, words.language().locale()))
        .collect(Collectors.joining(", "));
  }
}
