package hutong.lodging.internal;

import java.util.List;

/// A registration form as far as it is filled in. Text as typed; never logged.
public record StayDraft(
    List<String> guests,
    String arrivalDay,
    String arrivalTime,
    String departureDay,
    String address,
    String chineseAddress,
    Host host) {

  static final StayDraft EMPTY =
      new StayDraft(List.of(), "", "", "", "", "", new Host("", "", "", ""));

  public StayDraft {
    guests = List.copyOf(guests);
  }

  /// Whose home it is. `kind` is `HOST`, or `OWN` for somebody who rents or owns it herself.
  public record Host(String kind, String name, String email, String relation) {
    @Override
    public String toString() {
      return "[sensitive]";
    }
  }

  StayDraft withGuests(List<String> chosen) {
    return new StayDraft(
        chosen, arrivalDay, arrivalTime, departureDay, address, chineseAddress, host);
  }

  StayDraft withDays(String day, String time, String departure) {
    return new StayDraft(guests, day, time, departure, address, chineseAddress, host);
  }

  StayDraft withPlace(String where, String chinese) {
    return new StayDraft(guests, arrivalDay, arrivalTime, departureDay, where, chinese, host);
  }

  StayDraft withHost(Host whose) {
    return new StayDraft(
        guests, arrivalDay, arrivalTime, departureDay, address, chineseAddress, whose);
  }

  @Override
  public String toString() {
    return "[sensitive]";
  }
}
