package hutong.sandbox.lodging;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One registration as it was filed, and what became of it. The record is kept as it came.
record Registration(
    String id,
    String filer,
    String key,
    String record,
    Station station,
    Status status,
    @Nullable String number,
    @Nullable String reason,
    @Nullable String departure,
    Instant receivedAt,
    @Nullable Instant decidedAt) {

  /// Where a registration stands.
  enum Status {
    RECEIVED,
    ACCEPTED,
    RETURNED
  }

  /// Police stations of practice, by the district that an address names.
  enum Station {
    JINGAN("310106000000", "Jing'an", "静安"),
    PUDONG("310115000000", "Pudong", "浦东"),
    HUANGPU("310101000000", "Huangpu", "黄浦"),
    XUHUI("310104000000", "Xuhui", "徐汇"),
    DONGCHENG("110101000000", "Dongcheng", "东城"),
    CHAOYANG("110105000000", "Chaoyang", "朝阳"),
    ELSEWHERE("000000000000", "Central", "中心");

    private final String code;
    private final String english;
    private final String chinese;

    Station(String code, String english, String chinese) {
      this.code = code;
      this.english = english;
      this.chinese = chinese;
    }

    String code() {
      return code;
    }

    String english() {
      return "Practice Police Station " + english;
    }

    String chinese() {
      return "练习用" + chinese + "派出所";
    }

    /// A number that nobody answers.
    String phone() {
      return "+86 000 0000 " + code.substring(2, 6);
    }

    static Station forAddress(String text) {
      for (var station : values()) {
        if (text.contains(station.chinese)
            || text.toLowerCase(Locale.ROOT).contains(station.english.toLowerCase(Locale.ROOT))) {
          return station;
        }
      }
      return ELSEWHERE;
    }
  }

  Registration accepted(String registryNumber, Instant when) {
    return new Registration(
        id,
        filer,
        key,
        record,
        station,
        Status.ACCEPTED,
        registryNumber,
        null,
        departure,
        receivedAt,
        when);
  }

  Registration returned(String why, Instant when) {
    return new Registration(
        id, filer, key, record, station, Status.RETURNED, null, why, departure, receivedAt, when);
  }

  Registration departed(String day) {
    return new Registration(
        id, filer, key, record, station, status, number, reason, day, receivedAt, decidedAt);
  }
}
