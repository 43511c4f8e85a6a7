package hutong.lodging.internal;

import hutong.identity.Document;
import hutong.identity.Documents;
import hutong.kernel.Beijing;
import hutong.kernel.Purpose;
import hutong.language.Language;
import hutong.language.Languages;
import hutong.language.Words;
import hutong.lodging.Stay;
import hutong.lodging.StayId;
import hutong.lodging.StayStatus;
import hutong.proof.Json;
import hutong.proof.SignatureKeys;
import hutong.proof.seal.CompactCode;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.Use;
import hutong.web.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Receipts of registrations: one page in Chinese with the reader's language beside it, sealed.
@Component
class Receipts {

  private final StayStore store;
  private final StayService stays;
  private final Documents documents;
  private final Languages languages;
  private final SigningKeys keys;
  private final WebSettings web;
  private final InstantSource clock;

  Receipts(
      StayStore store,
      StayService stays,
      Documents documents,
      Languages languages,
      SigningKeys keys,
      WebSettings web,
      InstantSource clock) {
    this.store = store;
    this.stays = stays;
    this.documents = documents;
    this.languages = languages;
    this.keys = keys;
    this.web = web;
    this.clock = clock;
  }

  /// The sealed PDF; empty before the authority has accepted the registration.
  Optional<byte[]> of(StayId id, Words reader) {
    return store
        .find(id)
        .filter(row -> row.status() == StayStatus.ACCEPTED || row.status() == StayStatus.CLOSED)
        .map(row -> sealed(row, reader));
  }

  private byte[] sealed(StayStore.Row row, Words reader) {
    var stay = stays.open(row);
    var content =
        new ReceiptPage.Content(words(reader), facts(row, stay), ribbon(reader), code(stay));
    try {
      return PdfSeal.seal(ReceiptPage.draw(content), keys.current(Use.SEAL), clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Words> words(Words reader) {
    var chinese = languages.chinese();
    return reader.language().equals(Language.CHINESE) ? List.of(chinese) : List.of(chinese, reader);
  }

  private List<String> ribbon(Words reader) {
    return words(reader).stream()
        .map(each -> web.ribbon(each.language()))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .distinct()
        .toList();
  }

  private List<ReceiptPage.Fact> facts(StayStore.Row row, Stay stay) {
    var facts = new ArrayList<ReceiptPage.Fact>();
    documents.current(row.guest(), Purpose.LODGING_REGISTRATION).ifPresent(it -> add(facts, it));
    var why = Purpose.LODGING_REGISTRATION;
    var address = (stay.chineseAddress().reveal(why) + "\n" + stay.address().reveal(why)).strip();
    add(facts, "address", _ -> address);
    add(facts, "arrival", words -> words.dateTime(stay.arrival()));
    add(facts, "departure", words -> words.date(stay.departure()));
    stay.number().ifPresent(number -> add(facts, "number", _ -> number));
    stay.station().ifPresent(station -> add(facts, "station", _ -> station));
    Instant accepted = row.outcome().decidedAt();
    if (accepted != null) {
      add(facts, "accepted", words -> words.dateTime(accepted));
    }
    return facts;
  }

  private static void add(List<ReceiptPage.Fact> facts, Document document) {
    add(facts, "name", _ -> StayService.name(document));
    add(facts, "nationality", words -> words.country(document.nationality()));
    var number = masked(document.number().reveal(Purpose.LODGING_REGISTRATION));
    add(
        facts,
        "document",
        words -> words.t("document.kind." + document.kind().name()) + "  " + number);
  }

  private static void add(
      List<ReceiptPage.Fact> facts, String name, Function<Words, String> value) {
    facts.add(new ReceiptPage.Fact("lodging.receipt." + name, value));
  }

  /// All but the last three characters hidden.
  static String masked(String number) {
    int shown = Math.min(3, number.length() / 2);
    return "*".repeat(number.length() - shown) + number.substring(number.length() - shown);
  }

  /// What the square says, to be checked without a network: the registration, and no name.
  private String code(Stay stay) {
    ObjectNode claims = Json.object();
    stay.number().ifPresent(number -> claims.put("number", number));
    claims.put("arrival", Beijing.day(stay.arrival()).toString());
    claims.put("departure", stay.departure().toString());
    stay.station().ifPresent(station -> claims.put("station", station));
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var until = Beijing.at(ReceiptFacts.end(stay), LocalTime.MIDNIGHT);
    var key = keys.current(Use.SEAL);
    var signer =
        SignatureKeys.of(
            key.id(),
            key.privateKey(),
            key.certificate().getPublicKey(),
            List.of(key.certificate()));
    return new CompactCode(web.publicUrl(), ReceiptFacts.TYPE, claims, now, until, null)
        .sign(signer);
  }
}
