package hutong.names;

/// One way to read a name as family name and given names.
///
/// @param order whether the name itself says so, or which end was taken for the family name
record View(Part surname, Part given, Order order) {

  enum Order {
    LABELLED,
    SURNAME_LAST,
    SURNAME_FIRST
  }

  boolean mononym() {
    return surname.empty() || given.empty();
  }
}
