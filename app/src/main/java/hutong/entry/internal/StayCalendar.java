package hutong.entry.internal;

import hutong.entry.StayPermission;
import hutong.language.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// The last day of a stay as a calendar file (RFC 5545), with alarms before it.
final class StayCalendar {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  static String of(StayPermission stay, Instant now, Words words) {
    var last = stay.lastDay().orElseThrow();
    var lines = new ArrayList<String>();
    lines.addAll(
        List.of(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Hutong//Stay//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "UID:stay-" + stay.entered().format(DAY) + "@hutong",
            "DTSTAMP:" + STAMP.format(now),
            "DTSTART;VALUE=DATE:" + last.format(DAY),
            "DTEND;VALUE=DATE:" + last.plusDays(1).format(DAY),
            "SUMMARY:" + escaped(words.t("entry.calendar.summary")),
            "DESCRIPTION:" + escaped(words.t("entry.calendar.description", words.date(last))),
            "TRANSP:TRANSPARENT"));
    for (int days : List.of(7, 3, 1)) {
      lines.addAll(
          List.of(
              "BEGIN:VALARM",
              "ACTION:DISPLAY",
              "DESCRIPTION:" + escaped(words.t("entry.calendar.summary")),
              "TRIGGER:-P" + days + "D",
              "END:VALARM"));
    }
    lines.addAll(List.of("END:VEVENT", "END:VCALENDAR"));
    var text = new StringBuilder();
    lines.forEach(line -> fold(line, text));
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  /// Lines of at most 75 octets; a longer one goes on after a space.
  private static void fold(String line, StringBuilder text) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (octets + size > 73) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(point);
      octets += size;
      i += Character.charCount(point);
    }
    text.append("\r\n");
  }

  private StayCalendar() {}
}
