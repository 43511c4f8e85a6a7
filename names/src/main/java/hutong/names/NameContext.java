package hutong.names;

import java.util.Locale;
import java.util.Optional;

/// What is known about where the two writings come from. It widens what counts as a convention
/// there, and nothing else: with no context at all most names are judged the same.
public enum NameContext {
  /// One of them was read from a machine-readable zone: cut at 30, 31 or 39, signs spelt out.
  MRZ,
  /// One of them is embossed on a bank card: at most 27 characters, initials.
  CARD,
  /// One of them is on a rail ticket: at most 30 characters.
  RAIL_TICKET,
  /// One of them is on a boarding pass or in an airline booking: at most 20, title glued on.
  BOARDING_PASS,
  /// One of them was cut at a length that is not known.
  TRUNCATED,
  /// The person is known to have changed her family name by marriage.
  MARRIED_NAME,
  /// The caller cannot tell which field holds the family name.
  ORDER_UNKNOWN,
  /// Spanish use: the mother's family name may be left out.
  SPANISH,
  /// Portuguese and Brazilian use: the last family name is the one that stays.
  PORTUGUESE,
  /// A father's name, not a family name, stands last and may be left out.
  PATRONYMIC;

  /// The context of this name, in any case and with the usual other words for it.
  public static Optional<NameContext> find(String text) {
    var word = text.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return switch (word) {
      case "MRZ", "PASSPORT", "ICAO", "TD1", "TD2", "TD3", "VISA", "ICAO_9303", "DOCUMENT" ->
          Optional.of(MRZ);
      case "CARD", "BANK", "BANK_CARD", "EMBOSSED", "CARD_EMBOSSING", "PAYMENT", "PAYMENT_CARD" ->
          Optional.of(CARD);
      case "RAIL_TICKET", "RAIL", "TRAIN", "TICKET", "12306", "TRAIN_TICKET" ->
          Optional.of(RAIL_TICKET);
      case "BOARDING_PASS", "AIRLINE", "FLIGHT", "PNR", "BOARDING", "IATA", "AIR" ->
          Optional.of(BOARDING_PASS);
      case "TRUNCATED", "TRUNCATION", "CUT" -> Optional.of(TRUNCATED);
      case "MARRIED_NAME", "MARRIED", "MARRIAGE", "MAIDEN", "MAIDEN_NAME", "MAIDEN_MARRIED" ->
          Optional.of(MARRIED_NAME);
      case "ORDER_UNKNOWN", "ORDER", "SWAPPED", "FIELDS_SWAPPED", "NAME_ORDER" ->
          Optional.of(ORDER_UNKNOWN);
      case "SPANISH", "ES", "SPAIN", "IBERIAN", "HISPANIC" -> Optional.of(SPANISH);
      case "PORTUGUESE", "PT", "BRAZIL", "BRAZILIAN", "PORTUGAL" -> Optional.of(PORTUGUESE);
      case "PATRONYMIC", "ARABIC", "ETHIOPIAN", "INDIAN", "ICELANDIC" -> Optional.of(PATRONYMIC);
      default -> Optional.empty();
    };
  }
}
