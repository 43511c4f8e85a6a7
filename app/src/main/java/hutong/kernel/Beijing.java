package hutong.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/// The zone in which the law counts its days.
public final class Beijing {

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  public static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  public static LocalDateTime clock(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZONE);
  }

  public static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(ZONE).toInstant();
  }

  private Beijing() {}
}
