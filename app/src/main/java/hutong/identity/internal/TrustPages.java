package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.internal.DocumentViews.AnchorRow;
import hutong.identity.internal.DocumentViews.CountryPage;
import hutong.identity.internal.DocumentViews.CountryRow;
import hutong.identity.internal.DocumentViews.FileRow;
import hutong.identity.internal.DocumentViews.LineRow;
import hutong.identity.internal.DocumentViews.RetiredRow;
import hutong.identity.internal.DocumentViews.TrustFilePage;
import hutong.identity.internal.DocumentViews.TrustPage;
import hutong.language.Words;
import hutong.mrtd.CertificateFacts;
import hutong.mrtd.TrustAnchors;
import hutong.web.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The operator's pages of what chips are checked against: countries, their certificates and
/// revocation lists, and what came of each file.
@Controller
class TrustPages {

  private static final String PAGE = "redirect:/console/trust";
  private static final String COUNTRY = "redirect:/console/trust/countries/";

  private final TrustService trust;
  private final InstantSource clock;

  TrustPages(TrustService trust, InstantSource clock) {
    this.trust = trust;
    this.clock = clock;
  }

  @GetMapping("/console/trust")
  ModelAndView show() {
    var anchors = trust.anchors();
    Map<UUID, Map<String, Long>> counts = new HashMap<>();
    for (var count : trust.counts()) {
      counts
          .computeIfAbsent(count.file(), _ -> new HashMap<>())
          .put(count.outcome(), count.entries());
    }
    var files =
        trust.files().stream()
            .map(
                file ->
                    new FileRow(
                        file.id(),
                        file.name(),
                        file.kind(),
                        file.importedAt(),
                        file.importedBy(),
                        file.effectiveFrom(),
                        counts.getOrDefault(file.id(), Map.of())))
            .toList();
    return new ModelAndView(
        "identity/trust",
        "page",
        new TrustPage(
            countries(anchors), anchors.report().certificates(), anchors.report().crls(), files));
  }

  private static List<CountryRow> countries(TrustAnchors anchors) {
    Map<String, List<CertificateFacts>> byCountry = new TreeMap<>();
    for (var facts : anchors.certificates()) {
      byCountry.computeIfAbsent(facts.country(), _ -> new ArrayList<>()).add(facts);
    }
    List<CountryRow> rows = new ArrayList<>();
    byCountry.forEach(
        (code, certificates) ->
            rows.add(
                new CountryRow(
                    code,
                    certificates.size(),
                    certificates.stream()
                        .map(CertificateFacts::notAfter)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH),
                    anchors.revocationLists().stream()
                        .filter(list -> list.country().equals(code))
                        .map(TrustAnchors.ListFacts::nextUpdate)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null))));
    return rows;
  }

  @GetMapping("/console/trust/countries/{code}")
  ModelAndView country(@PathVariable String code) {
    var anchors = trust.anchors();
    var now = clock.instant();
    var rows =
        anchors.certificates().stream()
            .filter(facts -> facts.country().equals(code))
            .map(
                facts ->
                    new AnchorRow(
                        facts.fingerprint(),
                        facts.subject(),
                        facts.notBefore(),
                        facts.notAfter(),
                        facts.key(),
                        facts.notAfter().isBefore(now)))
            .toList();
    var retired =
        trust.retired().stream()
            .filter(each -> each.country().equals(code))
            .map(each -> new RetiredRow(each.fingerprint(), each.subject(), each.at(), each.by()))
            .toList();
    if (rows.isEmpty() && retired.isEmpty()) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    var lists =
        anchors.revocationLists().stream().filter(list -> list.country().equals(code)).toList();
    return new ModelAndView(
        "identity/trust-country", "page", new CountryPage(code, rows, retired, lists));
  }

  @GetMapping("/console/trust/files/{id}")
  ModelAndView file(@PathVariable UUID id, Words words) {
    var lines = trust.lines(id);
    var rows =
        lines.stream()
            .map(
                line ->
                    new LineRow(
                        line.outcome(),
                        line.country(),
                        line.subject(),
                        words(words, line.reason())))
            .toList();
    return new ModelAndView("identity/trust-file", "page", new TrustFilePage(rows));
  }

  private static String words(Words words, String reason) {
    if (reason.isEmpty()) {
      return "";
    }
    return reason.equals("CRL")
        ? words.t("document.trust.fileKind.CRL")
        : words.t("document.finding." + reason);
  }

  @PostMapping("/console/trust")
  String load(
      @RequestParam(required = false) @Nullable MultipartFile file,
      @RequestParam(required = false) @Nullable String from,
      Actor actor) {
    if (file == null || file.isEmpty() || file.getSize() > DocumentLimits.TRUST_FILE_BYTES) {
      throw Problem.of("document", "TRUST_FILE_EMPTY", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    var name = String.valueOf(file.getOriginalFilename()).replaceAll("[^\\w.-]", "_");
    try {
      return trust
          .load(
              name.substring(0, Math.min(name.length(), 100)),
              file.getBytes(),
              day(from),
              actor.account().toString())
          .map(id -> PAGE + "/files/" + id)
          .orElse(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      var day = text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
      if (day != null && day.getYear() / 1000 != 2) {
        throw new DateTimeException("a day of another age");
      }
      return day;
    } catch (DateTimeException notADay) {
      throw Problem.of("document", "TRUST_DAY", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
  }

  @PostMapping("/console/trust/{id}/remove")
  String remove(@PathVariable UUID id, Actor actor) {
    trust.remove(id, actor.account().toString());
    return PAGE;
  }

  @PostMapping("/console/trust/countries/{code}/retire")
  String retire(@PathVariable String code, @RequestParam String fingerprint, Actor actor) {
    if (!trust.retire(fingerprint, actor.account().toString())) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return COUNTRY + country(code, fingerprint);
  }

  @PostMapping("/console/trust/countries/{code}/restore")
  String restore(@PathVariable String code, @RequestParam String fingerprint, Actor actor) {
    if (!trust.restore(fingerprint, actor.account().toString())) {
      throw Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND).stop();
    }
    return COUNTRY + country(code, fingerprint);
  }

  // Only what we know ourselves goes into the address.
  private String country(String code, String fingerprint) {
    return trust.retired().stream()
        .filter(each -> each.fingerprint().equals(fingerprint))
        .map(TrustFileStore.Retired::country)
        .findFirst()
        .orElseGet(() -> code.replaceAll("[^A-Za-z]", ""));
  }
}
