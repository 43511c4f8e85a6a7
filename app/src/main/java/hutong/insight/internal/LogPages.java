package hutong.insight.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.audit.AuditLog;
import hutong.audit.LogQuery;
import hutong.audit.LoggedEntry;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// The latest acts, for operators and auditors. Looking is an act too, and stands in the log.
@Controller
class LogPages {

  private static final int PAGE = 50;
  private static final int LONGEST = 100;

  private final AuditLog log;
  private final Audit audit;
  private final Actors actors;

  LogPages(AuditLog log, Audit audit, Actors actors) {
    this.log = log;
    this.audit = audit;
    this.actors = actors;
  }

  @GetMapping("/console/log")
  ModelAndView log(
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(required = false) @Nullable Long before,
      Actor reader,
      Words words) {
    var filter = new LogPage.Filter(cut(act), cut(actor), cut(day));
    looked(reader, "insight.log.read");
    var entries = log.find(query(filter, before, PAGE + 1));
    var rows = entries.stream().limit(PAGE).map(entry -> row(entry, reader, words)).toList();
    var head =
        log.head()
            .map(
                newest ->
                    new LogPage.Head(
                        String.valueOf(newest.size()),
                        LogApi.base64(newest.root()),
                        words.dateTime(newest.at())))
            .orElse(null);
    var older =
        entries.size() > PAGE
            ? "/console/log?" + query(filter) + "before=" + rows.getLast().index()
            : null;
    return new ModelAndView(
        "insight/log",
        "page",
        new LogPage(filter, head, rows, older, "/console/log.jsonl?" + query(filter)));
  }

  /// The same choice for programs: one entry per line, the leaf as it was hashed.
  @GetMapping("/console/log.jsonl")
  ResponseEntity<String> export(
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(required = false) @Nullable Long before,
      Actor reader) {
    looked(reader, "insight.log.exported");
    var filter = new LogPage.Filter(cut(act), cut(actor), cut(day));
    var lines =
        log.find(query(filter, before, LogQuery.MOST)).stream()
            .map(LogPages::line)
            .collect(Collectors.joining());
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/jsonl;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"log.jsonl\"")
        .body(lines);
  }

  private static String line(LoggedEntry entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("index", entry.index());
    line.put("leaf", entry.leaf());
    return JsonMapper.shared().writeValueAsString(line) + "\n";
  }

  private void looked(Actor reader, String act) {
    audit.record(AuditEntry.of(reader.account().toString(), act).because(Purpose.LEGAL_DUTY));
  }

  private LogPage.Row row(LoggedEntry entry, Actor reader, Words words) {
    var logged = entry.entry();
    return new LogPage.Row(
        entry.index(),
        words.dateTime(entry.at()),
        ActWords.what(logged.act(), words),
        logged.act(),
        actors.name(logged.actor(), reader, words),
        logged.subject().map(PersonId::toString).orElse(""),
        ActWords.why(logged.purpose(), words));
  }

  private static LogQuery query(LogPage.Filter filter, @Nullable Long before, int most) {
    var day = day(filter.day());
    return new LogQuery(
        filter.act().isEmpty() ? null : filter.act(),
        filter.actor().isEmpty() ? null : filter.actor(),
        day.map(from -> Beijing.at(from, LocalTime.MIN)).orElse(null),
        day.map(from -> Beijing.at(from.plusDays(1), LocalTime.MIN)).orElse(null),
        before,
        most);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() / 1000 == 2);
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  private static String query(LogPage.Filter filter) {
    return "act=%s&actor=%s&day=%s&"
        .formatted(encoded(filter.act()), encoded(filter.actor()), encoded(filter.day()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String cut(String text) {
    var plain = text.replace("\0", "").strip();
    return plain.substring(0, Math.min(LONGEST, plain.length()));
  }
}
