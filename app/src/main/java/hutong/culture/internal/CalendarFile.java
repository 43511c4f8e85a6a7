package hutong.culture.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One event as an iCalendar file (RFC 5545), lines folded at 75 octets.
final class CalendarFile {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int LINE = 74;

  private CalendarFile() {}

  record Entry(String id, Instant from, Instant to, String title, String url) {}

  static String of(Entry entry, Instant now) {
    var lines =
        new String[] {
          "BEGIN:VCALENDAR",
          "VERSION:2.0",
          "PRODID:-//Hutong//Visits//EN",
          "BEGIN:VEVENT",
          "UID:" + entry.id() + "@hutong",
          "DTSTAMP:" + STAMP.format(now),
          "DTSTART:" + STAMP.format(entry.from()),
          "DTEND:" + STAMP.format(entry.to()),
          "SUMMARY:" + escaped(entry.title()),
          "URL:" + entry.url(),
          "BEGIN:VALARM",
          "ACTION:DISPLAY",
          "TRIGGER:-PT10M",
          "DESCRIPTION:" + escaped(entry.title()),
          "END:VALARM",
          "END:VEVENT",
          "END:VCALENDAR"
        };
    var text = new StringBuilder();
    for (var line : lines) {
      fold(line, text);
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ");
  }

  /// Counts octets of UTF-8 and never cuts a character.
  private static void fold(String line, StringBuilder text) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (octets + size > LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(point);
      octets += size;
      i += Character.charCount(point);
    }
    text.append("\r\n");
  }
}
