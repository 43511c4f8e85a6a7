package hutong.identity.internal;

import hutong.identity.Document;
import hutong.identity.Document.Level;
import hutong.identity.DocumentKind;
import hutong.kernel.Purpose;
import hutong.mrtd.TrustAnchors;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the pages of documents and of trust show. Public because templates are compiled apart.
public final class DocumentViews {

  /// A reader as a row of the page.
  public record ReaderRow(String path, String name) {}

  /// All that the template `identity/passport` may know.
  public record PassportPage(
      @Nullable Badge badge, List<ReaderRow> readers, List<String> keptFiles) {}

  /// All that the template `identity/lines` may know.
  public record LinesPage(String lines, List<FieldError> errors) {
    public @Nullable String error() {
      return FieldError.in(errors, "lines");
    }
  }

  /// What the person typed about a document that has no lines she could type.
  public record NumberForm(
      @Nullable String kind,
      @Nullable String number,
      @Nullable String surname,
      @Nullable String givenNames,
      @Nullable String nationality) {

    public String text(@Nullable String value) {
      return value == null ? "" : value.strip();
    }
  }

  /// All that the template `identity/number` may know.
  public record NumberPage(
      NumberForm form,
      DayFields birth,
      DayFields expiry,
      List<Choice> kinds,
      List<Choice> nationalities,
      List<FieldError> errors) {
    public @Nullable String error(String field) {
      return FieldError.in(errors, field);
    }
  }

  /// All that the template `identity/files` may know.
  public record FilesPage(List<FieldError> errors) {
    public @Nullable String error() {
      return FieldError.in(errors, "files");
    }
  }

  /// All that the template `identity/check` may know.
  ///
  /// @param remarks what was found, in the reader's language
  /// @param notes what only an expert needs, in the reader's language
  public record CheckPage(
      String verdict,
      boolean good,
      boolean due,
      String level,
      java.time.Instant at,
      String country,
      String algorithms,
      List<String> remarks,
      List<String> notes,
      List<String> codes,
      @Nullable Badge badge) {}

  /// What a badge shows of a document: enough to recognise it, no number.
  ///
  /// @param number only its last characters
  public record Badge(
      DocumentKind kind,
      String issuer,
      String nationality,
      String name,
      String number,
      java.time.LocalDate expiry,
      Level level,
      java.time.Instant verifiedAt) {

    static Badge of(Document document) {
      var number = document.number().reveal(Purpose.OWN_VIEW);
      var surname = document.surname().reveal(Purpose.OWN_VIEW);
      var given = document.givenNames().reveal(Purpose.OWN_VIEW);
      return new Badge(
          document.kind(),
          document.issuer(),
          document.nationality(),
          (surname + " " + given).strip(),
          "•••• " + number.substring(Math.max(0, number.length() - 3)),
          document.expiry(),
          document.level(),
          document.verifiedAt());
    }
  }

  /// A file as the page shows it.
  ///
  /// @param from the day from which it counts; null for the day it was loaded
  /// @param counts how many entries ended in which way: NEW, KNOWN, EXPIRED, REFUSED
  public record FileRow(
      UUID id,
      String name,
      String kind,
      Instant at,
      String by,
      @Nullable LocalDate from,
      Map<String, Long> counts) {

    /// How many entries ended in this way.
    public String count(String outcome) {
      return String.valueOf(counts.getOrDefault(outcome, 0L));
    }
  }

  /// A country in the trust store.
  ///
  /// @param until when its last certificate ends
  /// @param listUntil until when its newest revocation list counts; null without one
  public record CountryRow(
      String code, int certificates, Instant until, @Nullable Instant listUntil) {}

  /// All that the template `identity/trust` may know.
  public record TrustPage(
      List<CountryRow> countries, int certificates, int crls, List<FileRow> files) {}

  /// A country certificate.
  public record AnchorRow(
      String fingerprint, String subject, Instant from, Instant until, String key, boolean past) {}

  /// A certificate that is out of use, since when and by whom.
  public record RetiredRow(String fingerprint, String subject, Instant at, String by) {}

  /// All that the template `identity/trust-country` may know.
  public record CountryPage(
      String code,
      List<AnchorRow> anchors,
      List<RetiredRow> retired,
      List<TrustAnchors.ListFacts> lists) {}

  /// One entry of a file: how it ended and, when it was refused, why in words.
  public record LineRow(String outcome, String country, String subject, String words) {}

  /// All that the template `identity/trust-file` may know.
  public record TrustFilePage(List<LineRow> lines) {}

  private DocumentViews() {}
}
