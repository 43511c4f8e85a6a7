package hutong.credential;

import hutong.language.Language;
import hutong.web.Icon;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/// A kind of credential: what it is called, what it can say, how long it holds. Read from
/// `services/credentials`, one file per type.
///
/// @param key its name in addresses and tables, such as `verified-traveller`
/// @param docType the document type of its mdoc
/// @param namespace the name space of its mdoc's elements
/// @param stated whether an organisation may state its facts; otherwise only the platform's own
///     modules do
/// @param valid for how long one is issued at most; shorter when its facts end sooner
/// @param purpose what a traveller can use it for, in a sentence
public record CredentialType(
    String key,
    Naming name,
    Naming purpose,
    Icon icon,
    String colour,
    String docType,
    String namespace,
    boolean stated,
    Period valid,
    List<Claim> claims) {

  public CredentialType {
    claims = List.copyOf(claims);
  }

  /// A word in the languages that every type has.
  public record Naming(String english, String chinese) {
    /// The Chinese word for readers of Chinese, the English one for everybody else.
    public String in(Language language) {
      return language.equals(Language.CHINESE) ? chinese : english;
    }
  }

  /// One thing a credential can say.
  ///
  /// @param key its name in an SD-JWT VC and its element identifier in an mdoc
  /// @param always whether it is shown whenever the credential is; otherwise the holder chooses
  /// @param moves whether it changes by the calendar alone, as an age does: such a change does not
  ///     make what was issued untrue
  /// @param paper whether it stands on a printed sheet, where nothing can be left out
  public record Claim(
      String key, Naming name, Kind kind, boolean always, boolean moves, boolean paper) {

    /// What its value is.
    public enum Kind {
      TEXT,
      /// A list of texts.
      TEXTS,
      DATE,
      INSTANT,
      BOOLEAN,
      INTEGER
    }
  }

  public Optional<Claim> claim(String claim) {
    return claims.stream().filter(each -> each.key().equals(claim)).findFirst();
  }

  /// Whether it can be carried on paper.
  public boolean printable() {
    return claims.stream().anyMatch(Claim::paper);
  }

  /// The name of one format of this type in the issuer's metadata.
  public String configuration(CredentialFormat format) {
    return key + "." + format.suffix();
  }
}
