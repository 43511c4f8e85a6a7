package hutong.lodging.internal;

import hutong.lodging.Stay;
import hutong.partners.NamesSeen;
import hutong.web.Choice;
import hutong.web.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pages of lodging show. Public because templates are compiled apart.
public final class LodgingViews {

  /// A stay with the name of its guest and the state of the law's clock.
  public record StayRow(
      String guest, Stay stay, String address, String chinese, Instant deadline, boolean late) {
    public boolean clockRuns() {
      return stay.status().clockRuns();
    }
  }

  /// All that the template `lodging/stays` may know.
  public record StaysPage(List<StayRow> stays, boolean draft) {}

  /// All that the template `lodging/stay` may know.
  public record StayPage(StayRow row, boolean fresh) {}

  /// All that the templates of the form may know.
  public record FormPage(StayDraft draft, List<Choice> guests, List<FieldError> errors) {
    public @Nullable String error(String field) {
      return FieldError.in(errors, field);
    }

    /// The names of the guests who were ticked.
    public String chosen() {
      return String.join(
          ", ",
          guests.stream()
              .filter(each -> draft.guests().contains(each.value()))
              .map(Choice::label)
              .toList());
    }
  }

  /// One guest as her host sees her: the name to recognise her by, and nothing of her document.
  public record HostView(String name, String nationality, Stay stay) {
    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  /// All that the template `lodging/host` may know.
  public record HostPage(
      String token, List<HostView> guests, String address, @Nullable String outcome) {}

  /// All that the template `lodging/code` may know.
  public record CodePage(String code, String svg, Instant until) {}

  /// All that the template `lodging/desk` may know.
  public record DeskPage(
      String partner,
      String hotel,
      List<StayRow> stays,
      DeskForm form,
      List<FieldError> errors,
      @Nullable String done) {
    public @Nullable String error(String field) {
      return FieldError.in(errors, field);
    }
  }

  /// What a clerk typed. Never logged.
  public record DeskForm(@Nullable String guest, @Nullable String room, @Nullable String nights) {
    public String text(@Nullable String value) {
      return value == null ? "" : value.strip();
    }

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  private LodgingViews() {}

  /// What a clerk typed for a guest who showed a credential. Never logged.
  ///
  /// @param kind of the document, where the credential does not say
  /// @param booked the name on the booking
  /// @param looked the name on the booking that the clerk was told about
  public record PresentedForm(
      @Nullable String room,
      @Nullable String nights,
      @Nullable String kind,
      @Nullable String booked,
      @Nullable String looked) {

    DeskForm desk() {
      return new DeskForm(null, room, nights);
    }

    public String text(@Nullable String value) {
      return desk().text(value);
    }

    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  /// A guest who showed her credential: only room and nights are missing.
  ///
  /// @param facts what she showed: label and value
  /// @param kinds of documents to choose from; empty when it is known
  /// @param names how her name and that of the booking go together; absent before both are known
  public record PresentedPage(
      String path,
      String hotel,
      String name,
      Map<String, String> facts,
      List<Choice> kinds,
      @Nullable NamesSeen names,
      PresentedForm form,
      List<FieldError> errors) {

    public @Nullable String error(String field) {
      return FieldError.in(errors, field);
    }

    /// A guest is personal.
    @Override
    public String toString() {
      return "PresentedPage[" + path + "]";
    }
  }
}
