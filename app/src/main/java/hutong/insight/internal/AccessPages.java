package hutong.insight.internal;

import hutong.audit.AuditLog;
import hutong.audit.AuditSettings;
import hutong.audit.LoggedEntry;
import hutong.identity.Actor;
import hutong.kernel.Beijing;
import hutong.language.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// "Who saw my data": what the log holds about the person one acts for.
@Controller
@RequestMapping("/me/access")
class AccessPages {

  private static final int PAGE = 50;

  /// A proof to keep: the entry as it was hashed, and all that a verifier needs.
  record Proof(String leaf, LogApi.Inclusion inclusion, String logName, List<String> publicKeys) {}

  private final AuditLog log;
  private final AuditSettings settings;
  private final Actors actors;

  AccessPages(AuditLog log, AuditSettings settings, Actors actors) {
    this.log = log;
    this.settings = settings;
    this.actors = actors;
  }

  @GetMapping
  ModelAndView access(
      @RequestParam(required = false) @Nullable Long before, Actor actor, Words words) {
    var entries = log.about(actor.traveller(), before, PAGE + 1);
    var shown = entries.subList(0, Math.min(PAGE, entries.size()));
    var days =
        shown.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> Beijing.day(entry.at()), LinkedHashMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(
                day ->
                    new AccessPage.Day(
                        words.date(day.getKey()),
                        day.getValue().stream().map(entry -> act(entry, actor, words)).toList()))
            .toList();
    var older = entries.size() > PAGE ? "/me/access?before=" + shown.getLast().index() : null;
    return new ModelAndView("insight/access", "page", new AccessPage(days, older, before == null));
  }

  private AccessPage.Act act(LoggedEntry entry, Actor reader, Words words) {
    return new AccessPage.Act(
        actors.name(entry.entry().actor(), reader, words),
        ActWords.what(entry.entry().act(), words),
        ActWords.why(entry.entry().purpose(), words),
        words.time(entry.at()),
        entry.id().toString(),
        entry.entry().actor().equals(reader.account().toString()));
  }

  @GetMapping("/{entry}/proof")
  ResponseEntity<Proof> proof(@PathVariable String entry, Actor actor) {
    var proof =
        LogApi.id(entry)
            .flatMap(log::inclusion)
            .filter(found -> found.entry().entry().subject().equals(Optional.of(actor.traveller())))
            .orElseThrow(() -> LogApi.refused("NO_SUCH_ENTRY", HttpStatus.NOT_FOUND));
    var keys = log.keys().stream().map(key -> LogApi.base64(key.key().getEncoded())).toList();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + entry + ".json\"")
        .body(new Proof(proof.entry().leaf(), LogApi.shown(proof), settings.origin(), keys));
  }
}
