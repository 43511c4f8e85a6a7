package hutong.lodging.internal;

import hutong.kernel.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// A request to register people at one place. Checked by [StayRules] before it is kept.
record NewStay(
    List<PersonId> guests,
    Instant arrival,
    LocalDate departure,
    String address,
    String chineseAddress,
    StayDraft.Host host) {

  NewStay {
    guests = List.copyOf(guests);
  }

  boolean hasHost() {
    return host.kind().equals("HOST");
  }

  @Override
  public String toString() {
    return "[sensitive]";
  }
}
