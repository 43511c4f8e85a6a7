package hutong.names;

/// How one place writes a name.
///
/// @param place which place
/// @param text the name as it is written there; empty when it cannot be
/// @param cut whether letters were left out because the field is too short
public record NameForm(Place place, String text, boolean cut) {

  /// The places that want a name in a form of their own, and what they hold.
  public enum Place {
    /// The names field of a passport's zone, 39 characters.
    MRZ_TD3(39),
    /// The names field of an official document or visa of size TD2, 31 characters.
    MRZ_TD2(31),
    /// The names field of a card of size TD1, 30 characters.
    MRZ_TD1(30),
    /// The passenger's name of 12306: family name first, no hyphen, no apostrophe, 30 characters.
    RAIL_TICKET(30),
    /// The line embossed on a bank card: given name first, 26 characters.
    CARD(26),
    /// The name on a magnetic stripe and in a payment message: SURNAME/GIVEN, 26 characters.
    CARD_TRACK(26),
    /// The name in the bar code of a boarding pass: SURNAME/GIVEN, 20 characters.
    BOARDING_PASS(20),
    /// One line in plain letters, family name first, as forms of a hotel or a telephone shop
    /// want it.
    FORM(60);

    private final int length;

    Place(int length) {
      this.length = length;
    }

    /// The most characters the place holds.
    public int length() {
      return length;
    }
  }
}
