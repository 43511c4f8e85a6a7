package hutong.proof.seal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a kind of document puts into its seal: Doc 9303-13 part B and C, and TR-03137.
public enum SealProfile {
  VISA(
      0x5d,
      0x01,
      Feature.choice(1, "mrz", Coding.MRZ_MRV_A, 48, 48),
      Feature.choice(2, "mrz", Coding.MRZ_MRV_B, 44, 44),
      Feature.optional(3, "numberOfEntries", Coding.NUMBER, 1, 1),
      Feature.required(4, "durationOfStay", Coding.DURATION, 3, 3),
      Feature.required(5, "passportNumber", Coding.TEXT, 2, 8),
      Feature.optional(6, "visaType", Coding.OCTETS, 1, 4),
      Feature.optional(7, "additional", Coding.OCTETS, 0, 254)),
  EMERGENCY_TRAVEL_DOCUMENT(0x5e, 0x03, Feature.required(2, "mrz", Coding.MRZ_TD2, 48, 48)),
  ARRIVAL_ATTESTATION(
      0xfd,
      0x02,
      Feature.required(2, "mrz", Coding.MRZ_TD2, 48, 48),
      Feature.required(3, "azr", Coding.TEXT, 8, 8)),
  SOCIAL_INSURANCE_CARD(
      0xfc,
      0x04,
      Feature.required(1, "socialInsuranceNumber", Coding.TEXT, 8, 8),
      Feature.required(2, "surname", Coding.UTF8, 1, 90),
      Feature.required(3, "firstName", Coding.UTF8, 1, 90),
      Feature.optional(4, "birthName", Coding.UTF8, 1, 90)),
  RESIDENCE_PERMIT(
      0xfb,
      0x06,
      Feature.required(2, "mrz", Coding.MRZ_TD2, 48, 48),
      Feature.required(3, "passportNumber", Coding.TEXT, 2, 8)),
  SUPPLEMENTARY_SHEET(
      0xfa,
      0x06,
      Feature.required(4, "mrz", Coding.MRZ_TD2, 48, 48),
      Feature.required(5, "sheetNumber", Coding.TEXT, 6, 6)),
  ADDRESS_STICKER_ID(
      0xf9,
      0x08,
      Feature.required(1, "documentNumber", Coding.TEXT, 2, 6),
      Feature.required(2, "municipalityCode", Coding.TEXT, 6, 6),
      Feature.required(3, "address", Coding.TEXT, 2, 60)),
  ADDRESS_STICKER_PASSPORT(
      0xf8,
      0x0a,
      Feature.required(1, "documentNumber", Coding.TEXT, 2, 6),
      Feature.required(2, "municipalityCode", Coding.TEXT, 6, 6),
      Feature.required(3, "postalCode", Coding.TEXT, 4, 4)),
  TEMPORARY_IDENTITY_CARD(
      0xf7,
      0x0b,
      Feature.required(1, "faceImage", Coding.OCTETS, 1, 1000),
      Feature.required(2, "mrz", Coding.MRZ_TD2, 48, 48)),
  TEMPORARY_PASSPORT(
      0xf6,
      0x0d,
      Feature.required(1, "faceImage", Coding.OCTETS, 1, 1000),
      Feature.required(2, "mrz", Coding.MRZ_TD3, 60, 60)),
  FICTION_CERTIFICATE(
      0xf5,
      0x0c,
      Feature.required(1, "faceImage", Coding.OCTETS, 1, 1000),
      Feature.required(2, "mrz", Coding.MRZ_TD2, 48, 48),
      Feature.required(3, "passportNumber", Coding.TEXT, 2, 8),
      Feature.required(4, "azr", Coding.TEXT, 8, 8));

  /// How a feature is written.
  public enum Coding {
    /// Two lines of 44 in full.
    MRZ_TD3(88, 44),
    /// Two lines of 36.
    MRZ_TD2(72, 36),
    /// Visa of type A: the second line without its optional end; 44 and 28.
    MRZ_MRV_A(72, 44),
    /// Visa of type B: the second line without its optional end; 36 and 28.
    MRZ_MRV_B(64, 36),
    TEXT(0, 0),
    UTF8(0, 0),
    NUMBER(0, 0),
    DURATION(0, 0),
    OCTETS(0, 0);

    private final int characters;
    private final int line;

    Coding(int characters, int line) {
      this.characters = characters;
      this.line = line;
    }

    boolean isZone() {
      return characters > 0;
    }

    int characters() {
      return characters;
    }

    int line() {
      return line;
    }
  }

  /// One feature of a profile, and how many octets its value may have.
  ///
  /// @param presence required, one of several with the same name, or optional
  public record Feature(
      int tag, String name, Coding coding, int shortest, int longest, Presence presence) {

    static Feature required(int tag, String name, Coding coding, int shortest, int longest) {
      return new Feature(tag, name, coding, shortest, longest, Presence.REQUIRED);
    }

    static Feature choice(int tag, String name, Coding coding, int shortest, int longest) {
      return new Feature(tag, name, coding, shortest, longest, Presence.ONE_OF);
    }

    static Feature optional(int tag, String name, Coding coding, int shortest, int longest) {
      return new Feature(tag, name, coding, shortest, longest, Presence.OPTIONAL);
    }
  }

  /// Whether a feature must be there.
  public enum Presence {
    REQUIRED,
    ONE_OF,
    OPTIONAL
  }

  private final int definition;
  private final int category;

  // Never changed after it was made, and handed out as a list of its own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Feature[] features;

  SealProfile(int definition, int category, Feature... features) {
    this.definition = definition;
    this.category = category;
    this.features = features;
  }

  static Optional<SealProfile> of(int definition, int category) {
    return Stream.of(values())
        .filter(each -> each.definition == definition && each.category == category)
        .findFirst();
  }

  /// The document feature definition reference of the header.
  public int definition() {
    return definition;
  }

  /// The document type category of the header.
  public int category() {
    return category;
  }

  public List<Feature> features() {
    return List.of(features);
  }

  Optional<Feature> feature(int tag) {
    return Stream.of(features).filter(each -> each.tag() == tag).findFirst();
  }
}
