package hutong.booking.internal;

import hutong.booking.Attempt;
import hutong.booking.Offer;
import hutong.booking.Offer.Quota;
import hutong.kernel.AccountId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One day of a venue in memory while its row is locked: decides wishes in the order they came.
/// A pure calculation; the constraints of the database say the same once more.
final class DayLedger {

  /// A quota of one holder in one period.
  record QuotaKey(String holder, Quota.Period period, LocalDate begins) {}

  private final Offer offer;
  private final Map<String, Integer> left = new HashMap<>();
  private final Set<String> holders = new HashSet<>();
  private final Map<QuotaKey, Integer> used = new HashMap<>();
  private final Map<String, LocalDate> waitsUntil = new HashMap<>();
  private int dayLeft;

  private final Map<String, Integer> sold = new HashMap<>();
  private final Map<QuotaKey, Integer> spent = new HashMap<>();

  DayLedger(Offer offer, int dayLeft) {
    this.offer = offer;
    this.dayLeft = dayLeft;
  }

  void slotHas(String slot, int places) {
    left.put(slot, places);
  }

  void holds(String document) {
    holders.add(document);
  }

  void hasUsed(QuotaKey key, int count) {
    used.put(key, count);
  }

  void waits(String document, LocalDate until) {
    waitsUntil.put(document, until);
  }

  /// Empty: the party has its places. A party gets all of them or none.
  Optional<Attempt> refusal(Asked asked) {
    var own = new HashSet<String>();
    for (var seat : asked.seats) {
      if (holders.contains(seat.document()) || !own.add(seat.document())) {
        return Optional.of(new Attempt.AlreadyHolds(seat.person()));
      }
      var until = waitsUntil.get(seat.document());
      if (until != null) {
        return Optional.of(new Attempt.MissedTooMany(seat.person(), until));
      }
    }
    for (var quota : offer.rules().quotas()) {
      var exceeded = exceeded(quota, asked);
      if (exceeded.isPresent()) {
        return exceeded;
      }
    }
    int places = left(asked.slot());
    return places < asked.size() ? Optional.of(new Attempt.SoldOut(places)) : Optional.empty();
  }

  private Optional<Attempt> exceeded(Quota quota, Asked asked) {
    return switch (quota.holder()) {
      case ACCOUNT ->
          count(key(quota, asked.account())) < quota.most()
              ? Optional.empty()
              : Optional.of(new Attempt.QuotaUsed(asked.seats.getFirst().person(), quota));
      case DOCUMENT ->
          asked.seats.stream()
              .filter(seat -> count(key(quota, seat.document())) >= quota.most())
              .findFirst()
              .map(seat -> new Attempt.QuotaUsed(seat.person(), quota));
    };
  }

  void take(Asked asked) {
    dayLeft -= asked.size();
    left.merge(asked.slot(), -asked.size(), Integer::sum);
    sold.merge(asked.slot(), asked.size(), Integer::sum);
    asked.seats.forEach(seat -> holders.add(seat.document()));
    keys(offer, asked)
        .forEach(
            key -> {
              used.merge(key, 1, Integer::sum);
              spent.merge(key, 1, Integer::sum);
            });
  }

  int left(String slot) {
    return Math.min(dayLeft, left.getOrDefault(slot, 0));
  }

  /// Places taken per slot by the wishes of this round.
  Map<String, Integer> sold() {
    return Map.copyOf(sold);
  }

  /// Quota spent by the wishes of this round.
  Map<QuotaKey, Integer> spent() {
    return Map.copyOf(spent);
  }

  private int count(QuotaKey key) {
    return used.getOrDefault(key, 0);
  }

  /// Every quota a wish would draw on.
  static List<QuotaKey> keys(Offer offer, Asked asked) {
    var documents = asked.seats.stream().map(Asked.Seat::document).toList();
    return keys(offer.rules().quotas(), offer.day(), asked.account(), documents);
  }

  static List<QuotaKey> keys(
      List<Quota> quotas, LocalDate day, AccountId account, List<String> documents) {
    var keys = new ArrayList<QuotaKey>();
    for (var quota : quotas) {
      switch (quota.holder()) {
        case ACCOUNT -> keys.add(key(quota.period(), day, account.toString()));
        case DOCUMENT ->
            documents.forEach(
                document -> keys.add(key(quota.period(), day, documentHolder(document))));
      }
    }
    return keys;
  }

  static String documentHolder(String document) {
    return "document_" + document;
  }

  private QuotaKey key(Quota quota, AccountId account) {
    return key(quota.period(), offer.day(), account.toString());
  }

  private QuotaKey key(Quota quota, String document) {
    return key(quota.period(), offer.day(), documentHolder(document));
  }

  private static QuotaKey key(Quota.Period period, LocalDate day, String holder) {
    return new QuotaKey(holder, period, period.beginOf(day));
  }
}
