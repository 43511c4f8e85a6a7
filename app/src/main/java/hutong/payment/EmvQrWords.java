package hutong.payment;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of the data objects, and the codes of countries, currencies and languages.
final class EmvQrWords {

  private static final Map<String, String> ROOT =
      Map.ofEntries(
          Map.entry("00", "payloadFormatIndicator"),
          Map.entry("01", "pointOfInitiationMethod"),
          Map.entry("52", "merchantCategoryCode"),
          Map.entry("53", "transactionCurrency"),
          Map.entry("54", "transactionAmount"),
          Map.entry("55", "tipOrConvenienceIndicator"),
          Map.entry("56", "convenienceFeeFixed"),
          Map.entry("57", "convenienceFeePercentage"),
          Map.entry("58", "countryCode"),
          Map.entry("59", "merchantName"),
          Map.entry("60", "merchantCity"),
          Map.entry("61", "postalCode"),
          Map.entry("62", "additionalData"),
          Map.entry("63", "crc"),
          Map.entry("64", "merchantInformationLanguage"));

  private static final List<String> ADDITIONAL =
      List.of(
          "reserved",
          "billNumber",
          "mobileNumber",
          "storeLabel",
          "loyaltyNumber",
          "referenceLabel",
          "customerLabel",
          "terminalLabel",
          "purposeOfTransaction",
          "additionalConsumerDataRequest",
          "merchantTaxId",
          "merchantChannel");

  private static final List<String> LANGUAGE =
      List.of("languagePreference", "merchantNameAlternate", "merchantCityAlternate");

  private static final Map<String, Currency> CURRENCIES = currencies();
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  static String name(String path) {
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return rootName(path);
    }
    var parent = path.substring(0, dot);
    int id = Integer.parseInt(path.substring(dot + 1));
    if (parent.equals("62")) {
      return id < ADDITIONAL.size()
          ? ADDITIONAL.get(id)
          : id >= 50 ? "paymentSystemSpecific" : "reserved";
    }
    if (parent.equals("64")) {
      return id < LANGUAGE.size() ? LANGUAGE.get(id) : "reserved";
    }
    return id == 0 ? "globallyUniqueIdentifier" : "schemeSpecific";
  }

  private static String rootName(String id) {
    if (isMerchantAccount(id)) {
      return "merchantAccountInformation";
    }
    int number = Integer.parseInt(id);
    return number >= 80 ? "unreservedTemplate" : ROOT.getOrDefault(id, "reserved");
  }

  static boolean isMerchantAccount(String id) {
    int number = Integer.parseInt(id);
    return number >= 2 && number <= 51;
  }

  /// Whether the value at this path is itself made of data objects.
  static boolean isTemplate(String path) {
    if (path.startsWith("62.")) {
      return path.length() == 5 && Integer.parseInt(path.substring(3)) >= 50;
    }
    if (path.contains(".")) {
      return false;
    }
    int id = Integer.parseInt(path);
    return (id >= 26 && id <= 51) || id == 62 || id == 64 || id >= 80;
  }

  /// Whether a template must begin with a globally unique identifier.
  static boolean wantsGuid(String path) {
    return isTemplate(path) && !path.equals("62") && !path.equals("64");
  }

  static Optional<Currency> currency(String numeric) {
    return Optional.ofNullable(CURRENCIES.get(numeric));
  }

  static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  static boolean isLanguage(String code) {
    return LANGUAGES.contains(code.toLowerCase(Locale.ROOT));
  }

  /// The id a name stands for below a parent (`""`, `62`, `64`, or any other template).
  static Optional<String> id(String parent, String name) {
    return switch (parent) {
      case "" ->
          ROOT.entrySet().stream()
              .filter(entry -> entry.getValue().equals(name))
              .map(Map.Entry::getKey)
              .findFirst();
      case "62" -> place(ADDITIONAL, name);
      case "64" -> place(LANGUAGE, name);
      default ->
          name.equals("globallyUniqueIdentifier") || name.equalsIgnoreCase("guid")
              ? Optional.of("00")
              : Optional.empty();
    };
  }

  private static Optional<String> place(List<String> names, String name) {
    int place = names.indexOf(name);
    return place < 0 || name.equals("reserved")
        ? Optional.empty()
        : Optional.of("%02d".formatted(place));
  }

  /// Only currencies a payment can be made in: not the codes for tests and for none.
  private static Map<String, Currency> currencies() {
    var map = new HashMap<String, Currency>();
    for (var currency : Currency.getAvailableCurrencies()) {
      if (currency.getNumericCode() > 0 && currency.getDefaultFractionDigits() >= 0) {
        map.merge(currency.getNumericCodeAsString(), currency, EmvQrWords::newer);
      }
    }
    return Map.copyOf(map);
  }

  private static Currency newer(Currency a, Currency b) {
    return a.getDisplayName(Locale.ENGLISH).contains("(") ? b : a;
  }

  private EmvQrWords() {}
}
