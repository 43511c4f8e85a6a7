package hutong.settlement.internal;

import hutong.identity.Actor;
import hutong.identity.Role;
import hutong.kernel.Beijing;
import hutong.language.Words;
import hutong.settlement.internal.Finding.Side;
import hutong.settlement.internal.SettlementViews.Act;
import hutong.settlement.internal.SettlementViews.FindingPage;
import hutong.settlement.internal.SettlementViews.FindingRow;
import hutong.settlement.internal.SettlementViews.ReconciliationPage;
import hutong.settlement.internal.SettlementViews.ReportRow;
import hutong.settlement.internal.SettlementViews.Sides;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import hutong.web.Place;
import hutong.web.Problem;
import hutong.web.Tone;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// Where the rails' files and the books differ, and what to do about each.
@Controller
class ReconciliationPages {

  static final String PATH = "/console/reconciliation";

  private final ReconciliationService service;
  private final Reconciler reconciler;
  private final ReportGateway gateway;
  private final ConsolePlaces places;
  private final InstantSource clock;

  ReconciliationPages(
      ReconciliationService service,
      Reconciler reconciler,
      ReportGateway gateway,
      ConsolePlaces places,
      InstantSource clock) {
    this.service = service;
    this.reconciler = reconciler;
    this.gateway = gateway;
    this.places = places;
    this.clock = clock;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entrance {
    @Bean
    Place reconciliationPlace() {
      return new Place(Place.Area.CONSOLE, "settlement.console.title", PATH, Icon.RECEIPT, 45);
    }

    @Bean
    ConsoleEntry reconciliationEntry(ReconciliationService service) {
      return new ConsoleEntry() {
        @Override
        public String titleKey() {
          return "settlement.console.title";
        }

        @Override
        public String textKey() {
          return "settlement.console.text";
        }

        @Override
        public String path() {
          return PATH;
        }

        @Override
        public Icon icon() {
          return Icon.RECEIPT;
        }

        @Override
        public int attention() {
          return service.progress().open();
        }
      };
    }
  }

  @GetMapping(PATH)
  ModelAndView list(Words words) {
    return new ModelAndView(
        "settlement/reconciliation",
        "page",
        new ReconciliationPage(
            places.list(words),
            !gateway.sources().isEmpty(),
            Beijing.day(clock.instant()),
            service.reports().stream().map(report -> row(report, words)).toList(),
            service.open().stream().map(finding -> row(finding, words)).toList(),
            service.closed().stream().map(finding -> row(finding, words)).toList(),
            service.progress()));
  }

  /// Fetches and compares a day at once, such as today before its file is final.
  @PostMapping(PATH + "/days")
  Object fetch(@RequestParam(defaultValue = "") String day, Words words) {
    LocalDate wanted;
    try {
      wanted = LocalDate.parse(day.strip());
    } catch (DateTimeParseException notADay) {
      throw problem("DAY_UNUSABLE").stop();
    }
    var today = Beijing.day(clock.instant());
    if (wanted.isAfter(today) || wanted.isBefore(today.minusYears(10))) {
      throw problem("DAY_UNUSABLE").stop();
    }
    reconciler.reconcile(wanted);
    return to(PATH);
  }

  @GetMapping(PATH + "/{id}")
  ModelAndView finding(@PathVariable UUID id, Actor actor, Words words) {
    return page(id, actor, words, null);
  }

  @PostMapping(PATH + "/{id}/explanation")
  Object explain(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Words words) {
    return isUsable(reason)
        ? after(id, actor, words, service.explain(id, reason.strip(), actor.account()))
        : page(id, actor, words, problem("REASON_MISSING"));
  }

  @PostMapping(PATH + "/{id}/proposal")
  Object propose(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      Words words) {
    return isUsable(reason)
        ? after(id, actor, words, service.propose(id, reason.strip(), actor.account()))
        : page(id, actor, words, problem("REASON_MISSING"));
  }

  @PostMapping(PATH + "/{id}/approval")
  Object approve(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String answer,
      Actor actor,
      Words words) {
    boolean done =
        answer.equals("agree")
            ? service.correct(id, actor.account())
            : service.decline(id, actor.account());
    return after(id, actor, words, done);
  }

  private Object after(UUID id, Actor actor, Words words, boolean done) {
    return done ? to(PATH + "/" + id) : page(id, actor, words, problem("FINDING_MOVED_ON"));
  }

  private static boolean isUsable(String reason) {
    return !reason.isBlank() && reason.strip().length() <= SettlementLimits.REASON;
  }

  private ModelAndView page(UUID id, Actor actor, Words words, @Nullable Problem problem) {
    var finding = service.find(id).orElseThrow(() -> problem("FINDING_UNKNOWN").stop());
    var what = finding.what();
    var view =
        new ModelAndView(
            "settlement/finding",
            "page",
            new FindingPage(
                places.list(words),
                row(finding, words),
                words.t("settlement.kind." + what.kind()),
                what.theirId(),
                new Sides(side(what.ours(), words), side(what.theirs(), words)),
                words.t("settlement.todo." + what.fault()),
                finding.reason(),
                act(finding, actor),
                problem));
    view.setStatus(problem == null ? HttpStatus.OK : problem.status());
    return view;
  }

  private static @Nullable String side(@Nullable Side side, Words words) {
    return side == null ? null : words.money(side.amount()) + " · " + side.state();
  }

  private static Act act(Finding finding, Actor actor) {
    if (!actor.is(Role.OPERATOR)) {
      return Act.NOTHING;
    }
    return switch (finding.state()) {
      case OPEN -> finding.what().more().minor() == 0 ? Act.EXPLAIN : Act.DECIDE;
      case PROPOSED -> actor.account().equals(finding.proposedBy()) ? Act.WAIT : Act.APPROVE;
      case EXPLAINED, CORRECTED, CLEARED -> Act.NOTHING;
    };
  }

  private static FindingRow row(Finding finding, Words words) {
    var what = finding.what();
    return new FindingRow(
        finding.id().toString(),
        finding.day(),
        words.t("settlement.source." + finding.source()),
        words.t("settlement.fault." + what.fault()),
        what.number().isEmpty() ? what.theirId() : what.number(),
        what.more(),
        tone(finding.state()),
        words.t("settlement.state." + finding.state()));
  }

  private static Tone tone(Finding.State state) {
    return switch (state) {
      case OPEN -> Tone.STOP;
      case PROPOSED -> Tone.DUE;
      case EXPLAINED, CORRECTED, CLEARED -> Tone.OK;
    };
  }

  private static ReportRow row(Report report, Words words) {
    boolean read = report.state() == Report.State.READ;
    boolean all = read && report.matched() == report.lines();
    return new ReportRow(
        words.t("settlement.source." + report.source()),
        report.day(),
        switch (report.state()) {
          case READ -> all ? Tone.OK : Tone.DUE;
          case NOT_READY -> Tone.WAITING;
          case NO_ANSWER, UNREADABLE -> Tone.STOP;
        },
        words.t(read && !all ? "settlement.report.DIFFERS" : "settlement.report." + report.state()),
        read ? words.t("settlement.console.of", report.matched(), report.lines()) : "",
        read ? report.expected() : null,
        read ? report.settled() : null,
        read ? report.fees() : null,
        report.askedAt());
  }

  private static RedirectView to(String path) {
    var view = new RedirectView(path);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return view;
  }

  private static Problem problem(String code) {
    return Problem.of(
        "settlement",
        code,
        code.equals("FINDING_UNKNOWN") ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
