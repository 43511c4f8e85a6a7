package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.Document.Level;
import hutong.identity.internal.DocumentViews.Badge;
import hutong.identity.internal.DocumentViews.CheckPage;
import hutong.identity.internal.DocumentViews.FilesPage;
import hutong.identity.internal.DocumentViews.LinesPage;
import hutong.identity.internal.DocumentViews.NumberForm;
import hutong.identity.internal.DocumentViews.NumberPage;
import hutong.identity.internal.DocumentViews.PassportPage;
import hutong.identity.internal.DocumentViews.ReaderRow;
import hutong.kernel.Purpose;
import hutong.language.Words;
import hutong.mrtd.ChipAnswer;
import hutong.mrtd.Reason;
import hutong.mrtd.Severity;
import hutong.web.Choice;
import hutong.web.DayFields;
import hutong.web.FieldError;
import hutong.web.Problem;
import hutong.web.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Showing who one is: by the chip, by the lines of the document, or by a number.
@Controller
class DocumentPages {

  private static final Set<Reason> FOR_HER =
      Set.of(
          Reason.DOCUMENT_EXPIRED,
          Reason.NAME_TRUNCATED,
          Reason.CHIP_GENUINE,
          Reason.CHIP_PROOF_UNSUPPORTED,
          Reason.CHIP_PROOF_MISSING);
  private static final String PASSPORT = "redirect:/passport";

  private final DocumentService documents;
  private final ChipService chips;
  private final ReaderService readers;
  private final DocumentSettings settings;
  private final WebSettings web;

  DocumentPages(
      DocumentService documents,
      ChipService chips,
      ReaderService readers,
      DocumentSettings settings,
      WebSettings web) {
    this.documents = documents;
    this.chips = chips;
    this.readers = readers;
    this.settings = settings;
    this.web = web;
  }

  @GetMapping("/passport")
  ModelAndView passport(Actor actor, Words words) {
    var tag = words.language().tag();
    var rows =
        settings.readers().stream()
            .map(place -> new ReaderRow("/passport/read/" + place.key(), place.name(tag)))
            .toList();
    return new ModelAndView(
        "identity/passport",
        "page",
        new PassportPage(badge(actor), rows, documents.keptFiles(actor.traveller())));
  }

  private @Nullable Badge badge(Actor actor) {
    return documents.current(actor.traveller(), Purpose.OWN_VIEW).map(Badge::of).orElse(null);
  }

  /// Sends the browser to a reader with a session of its own.
  @GetMapping("/passport/read/{key}")
  ModelAndView read(@PathVariable String key, Actor actor) {
    var place =
        settings.readers().stream()
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElseThrow(() -> problem("NO_SUCH_READER", HttpStatus.NOT_FOUND).stop());
    return switch (readers.open(actor, false)) {
      case ReaderService.Opening.Opened(var code) -> {
        var session = web.publicUrl() + "/api/v1/reader-sessions/" + code;
        var back = web.publicUrl() + "/passport/read/" + code + "/done";
        yield new ModelAndView(
            "redirect:"
                + place
                    .url()
                    .replace("{session}", URLEncoder.encode(session, StandardCharsets.UTF_8))
                    .replace("{return}", URLEncoder.encode(back, StandardCharsets.UTF_8)));
      }
      case ReaderService.Opening.TooMany() ->
          throw problem("TOO_MANY_READINGS", HttpStatus.TOO_MANY_REQUESTS).stop();
    };
  }

  /// Where a reader sends the browser back to.
  @GetMapping("/passport/read/{code}/done")
  ModelAndView readDone(@PathVariable String code, Actor actor) {
    var session = readers.find(code).filter(each -> each.account().equals(actor.account()));
    if (session.isEmpty() || session.get().check() == null) {
      throw problem("NOT_READ_YET", HttpStatus.CONFLICT).stop();
    }
    return new ModelAndView("redirect:/passport/checks/" + session.get().check());
  }

  @GetMapping("/passport/lines")
  ModelAndView askLines(Actor actor) {
    return new ModelAndView("identity/lines", "page", new LinesPage("", List.of()));
  }

  @PostMapping("/passport/lines")
  ModelAndView lines(@RequestParam(defaultValue = "") String lines, Actor actor, Words words) {
    var bounded =
        lines.length() > DocumentLimits.TYPED_CHARACTERS
            ? lines.substring(0, DocumentLimits.TYPED_CHARACTERS)
            : lines;
    var typed = documents.read(bounded);
    var faults = LineFaults.of(typed, documents.today(), words);
    var document = typed.document();
    if (!faults.isEmpty() || document == null) {
      var errors = faults.stream().map(fault -> new FieldError("lines", fault)).toList();
      return refused("identity/lines", new LinesPage(bounded, errors));
    }
    return kept(actor, typed.reading().codes(), document);
  }

  private ModelAndView kept(Actor actor, List<String> codes, DocumentReading document) {
    var outcome = new CheckOutcome(Level.TYPED, CheckOutcome.TYPED_OK, codes, "", "");
    UUID check = documents.keep(actor.traveller(), outcome, document);
    return new ModelAndView("redirect:/passport/checks/" + check);
  }

  @GetMapping("/passport/number")
  ModelAndView askNumber(Actor actor, Words words) {
    var form = new NumberForm(null, null, null, null, null);
    return new ModelAndView(
        "identity/number",
        "page",
        numberPage(form, DayFields.EMPTY, DayFields.EMPTY, List.of(), words));
  }

  @PostMapping("/passport/number")
  ModelAndView number(
      NumberForm form, @RequestParam Map<String, String> fields, Actor actor, Words words) {
    var birth = day(fields, "birth");
    var expiry = day(fields, "expiry");
    var typed = NumberTyping.of(form, birth, expiry, documents.today(), words);
    if (!typed.errors().isEmpty() || typed.document() == null) {
      return refused("identity/number", numberPage(form, birth, expiry, typed.errors(), words));
    }
    return kept(actor, typed.codes(), typed.document());
  }

  private static DayFields day(Map<String, String> fields, String name) {
    return new DayFields(
        fields.getOrDefault(name + ".year", ""),
        fields.getOrDefault(name + ".month", ""),
        fields.getOrDefault(name + ".day", ""));
  }

  private static NumberPage numberPage(
      NumberForm form, DayFields birth, DayFields expiry, List<FieldError> errors, Words words) {
    var kinds =
        NumberTyping.KINDS.keySet().stream()
            .map(kind -> Choice.of(kind.name(), words.t("document.kind." + kind.name())))
            .toList();
    return new NumberPage(form, birth, expiry, kinds, nationalities(words), errors);
  }

  private static List<Choice> nationalities(Words words) {
    return java.util.Arrays.stream(Locale.getISOCountries())
        .map(alpha2 -> Locale.of("", alpha2).getISO3Country())
        .map(code -> Choice.of(code, words.country(code)))
        .sorted(java.util.Comparator.comparing(Choice::label))
        .toList();
  }

  @GetMapping("/passport/files")
  ModelAndView askFiles(Actor actor) {
    return new ModelAndView("identity/files", "page", new FilesPage(List.of()));
  }

  @PostMapping("/passport/files")
  ModelAndView files(
      @RequestParam(required = false) @Nullable List<MultipartFile> files,
      @RequestParam(defaultValue = "false") boolean keep,
      Actor actor,
      Words words) {
    var named = new HashMap<String, byte[]>();
    for (var file : files == null ? List.<MultipartFile>of() : files) {
      var name = ChipUpload.name(String.valueOf(file.getOriginalFilename()));
      if (name.isPresent() && !file.isEmpty()) {
        named.put(name.get(), bytes(file));
      }
    }
    if (named.isEmpty() || named.size() > DocumentLimits.CHIP_FILES) {
      var error = new FieldError("files", words.t("document.files.none"));
      return refused("identity/files", new FilesPage(List.of(error)));
    }
    ChipUpload.bound(named);
    var asked = new ChipDesk.Asked(null, ChipAnswer.none());
    return new ModelAndView(
        "redirect:/passport/checks/" + chips.check(actor.traveller(), named, asked, keep).id());
  }

  private static byte[] bytes(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PostMapping("/passport/files/drop")
  String dropFiles(Actor actor) {
    documents.dropFiles(actor.traveller());
    return PASSPORT;
  }

  @GetMapping("/passport/checks/{id}")
  ModelAndView check(@PathVariable UUID id, Actor actor, Words words) {
    var check =
        documents
            .findCheck(actor.traveller(), id)
            .orElseThrow(() -> Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop());
    boolean good = check.verdict().startsWith("GENUINE") || check.level() == Level.TYPED;
    var remarks = sentences(words, check.codes(), DocumentPages::matters);
    var notes = sentences(words, check.codes(), code -> !matters(code));
    return new ModelAndView(
        "identity/check",
        "page",
        new CheckPage(
            check.verdict(),
            good,
            good && !check.verdict().equals("GENUINE"),
            check.level().name(),
            check.at(),
            check.country(),
            check.algorithms(),
            remarks,
            notes,
            check.codes(),
            good ? badge(actor) : null));
  }

  private static List<String> sentences(Words words, List<String> codes, Predicate<String> wanted) {
    return codes.stream().filter(wanted).map(code -> finding(words, code)).toList();
  }

  /// What a traveller should read; the rest is for an expert.
  private static boolean matters(String code) {
    return Reason.find(code)
        .map(reason -> reason.severity() == Severity.FATAL || FOR_HER.contains(reason))
        .orElse(true);
  }

  private static String finding(Words words, String code) {
    var key = "document.finding." + code;
    return words.has(key) ? words.t(key) : words.t("document.finding.other", code);
  }

  private static ModelAndView refused(String template, Object page) {
    var view = new ModelAndView(template, "page", page);
    view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  private static Problem problem(String code, HttpStatus status) {
    return Problem.of("document", code, status);
  }
}
