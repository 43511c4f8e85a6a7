package hutong.identity.internal;

import hutong.audit.Audit;
import hutong.audit.AuditEntry;
import hutong.identity.Actor;
import hutong.identity.Farewell;
import hutong.identity.PersonalRecords;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.notice.Notices;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Me: take my data with me, and erase me.
@Controller
class RecordsPages {

  private final Travellers travellers;
  private final AccountService accounts;
  private final Notices notices;
  private final ObjectProvider<PersonalRecords> records;
  private final ObjectProvider<Farewell> farewells;
  private final ErasureService erasure;
  private final Sessions sessions;
  private final Standings standings;
  private final Audit audit;
  private final InstantSource clock;

  RecordsPages(
      Travellers travellers,
      AccountService accounts,
      Notices notices,
      ObjectProvider<PersonalRecords> records,
      ObjectProvider<Farewell> farewells,
      ErasureService erasure,
      Sessions sessions,
      Standings standings,
      Audit audit,
      InstantSource clock) {
    this.travellers = travellers;
    this.accounts = accounts;
    this.notices = notices;
    this.records = records;
    this.farewells = farewells;
    this.erasure = erasure;
    this.sessions = sessions;
    this.standings = standings;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/me/download")
  ResponseEntity<Map<String, Object>> download(Actor actor) {
    var all = new LinkedHashMap<String, Object>();
    all.put("made", clock.instant().toString());
    all.put("account", actor.account().toString());
    all.put(
        "email",
        accounts
            .findEmail(actor.account(), Purpose.OWN_VIEW)
            .map(email -> email.reveal(Purpose.OWN_VIEW))
            .orElse(""));
    all.put("people", travellers.list(actor.account()).stream().map(this::person).toList());
    all.put("letters", accounts.findOwner(actor.account()).map(this::letters).orElse(List.of()));
    audit.record(AuditEntry.of(actor.account().toString(), "identity.records.downloaded"));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Content-Disposition", "attachment; filename=\"hutong-my-data.json\"")
        .header("Cache-Control", "no-store")
        .body(all);
  }

  private List<Map<String, String>> letters(PersonId owner) {
    return notices.list(owner).stream()
        .map(
            letter ->
                Map.of(
                    "at", letter.writtenAt().toString(),
                    "subject", letter.subject().reveal(Purpose.OWN_VIEW),
                    "text", letter.body().reveal(Purpose.OWN_VIEW),
                    "state", letter.state().name()))
        .toList();
  }

  private Map<String, Object> person(Traveller traveller) {
    var person = new LinkedHashMap<String, Object>();
    person.put("id", traveller.id().toString());
    person.put("relation", traveller.relation().name());
    person.put("callName", traveller.callName().reveal(Purpose.OWN_VIEW));
    traveller
        .document()
        .ifPresent(
            document -> {
              var shown = new LinkedHashMap<String, Object>();
              shown.put("kind", document.kind().name());
              shown.put("issuer", document.issuer());
              shown.put("nationality", document.nationality());
              shown.put("number", document.number().reveal(Purpose.OWN_VIEW));
              shown.put("surname", document.surname().reveal(Purpose.OWN_VIEW));
              shown.put("givenNames", document.givenNames().reveal(Purpose.OWN_VIEW));
              shown.put("birth", document.birth().reveal(Purpose.OWN_VIEW).toString());
              shown.put("expiry", document.expiry().toString());
              shown.put("verified", document.level().name());
              shown.put("verifiedAt", document.verifiedAt().toString());
              person.put("document", shown);
            });
    records.stream().forEach(module -> person.put(module.name(), module.of(traveller.id())));
    return person;
  }

  @GetMapping("/me/erase")
  ModelAndView ask(Words words) {
    return new ModelAndView("identity/erase", "page", new ErasePage(false));
  }

  @PostMapping("/me/erase")
  ModelAndView erase(
      @RequestParam(defaultValue = "") String word,
      Actor actor,
      Words words,
      HttpServletRequest request,
      HttpServletResponse response) {
    var wanted = words.t("identity.erase.word").toLowerCase(Locale.ROOT);
    if (!word.strip().toLowerCase(Locale.ROOT).equals(wanted)) {
      var view = new ModelAndView("identity/erase", "page", new ErasePage(true));
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return view;
    }
    farewells.stream().forEach(each -> each.before(actor.account()));
    erasure.erase(actor.account());
    standings.forget(actor.account());
    sessions.end(request, response);
    sessions.endAll(actor.account());
    return new ModelAndView(SignInPages.to("/erased"));
  }

  @GetMapping("/erased")
  ModelAndView erased() {
    return new ModelAndView("identity/erased");
  }
}
