package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.Traveller;
import hutong.identity.Traveller.Relation;
import hutong.identity.Travellers;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import hutong.kernel.Sensitive;
import hutong.language.Words;
import hutong.web.FieldError;
import hutong.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/// Me: who I am here, and the people I act for.
@Controller
class MePages {

  private final Travellers travellers;
  private final Sessions sessions;

  MePages(Travellers travellers, Sessions sessions) {
    this.travellers = travellers;
    this.sessions = sessions;
  }

  @GetMapping("/me")
  ModelAndView me(Actor actor) {
    var people = people(actor);
    var now = people.stream().filter(PeoplePage.Person::now).findFirst();
    var page = new MePage(now.orElse(people.getFirst()), people.size());
    return new ModelAndView("identity/me", "page", page);
  }

  @GetMapping("/me/people")
  ModelAndView list(Actor actor) {
    return new ModelAndView("identity/people", "page", new PeoplePage(people(actor)));
  }

  @GetMapping("/me/people/new")
  ModelAndView ask() {
    return page(HttpStatus.OK, new NewPersonPage("", "CHILD", List.of()));
  }

  @PostMapping("/me/people")
  Object add(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String relation,
      Actor actor,
      Words words) {
    var found =
        Stream.of(Relation.values())
            .filter(r -> r != Relation.SELF && r.name().equals(relation))
            .findFirst();
    var faults =
        Stream.of(
                fault(name.isBlank(), "name", words.t("identity.people.nameFault")),
                fault(
                    name.length() > IdentityLimits.CALL_NAME,
                    "name",
                    words.t("identity.people.nameLong", IdentityLimits.CALL_NAME)),
                fault(found.isEmpty(), "relation", words.t("identity.people.relationFault")))
            .flatMap(List::stream)
            .toList();
    if (!faults.isEmpty()) {
      return page(
          HttpStatus.UNPROCESSABLE_CONTENT, new NewPersonPage(shortened(name), relation, faults));
    }
    return travellers
        .add(actor.account(), found.orElseThrow(), Sensitive.of(name))
        .map(added -> SignInPages.to("/me/people"))
        .orElseThrow(() -> problem("TOO_MANY_PEOPLE", HttpStatus.CONFLICT, Traveller.MOST).stop());
  }

  @GetMapping("/me/people/{id}")
  ModelAndView show(@PathVariable String id, Actor actor) {
    return new ModelAndView(
        "identity/person", "page", new PersonPage(person(find(actor, id), actor), null));
  }

  @PostMapping("/me/people/{id}/acting")
  View actFor(@PathVariable String id, Actor actor, HttpServletRequest request) {
    sessions.actFor(find(actor, id).id(), request);
    return SignInPages.to("/me");
  }

  @PostMapping("/me/people/{id}/name")
  Object rename(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      Actor actor,
      Words words) {
    var traveller = find(actor, id);
    if (name.isBlank() || name.length() > IdentityLimits.CALL_NAME) {
      var page = new PersonPage(person(traveller, actor), words.t("identity.people.nameFault"));
      var view = new ModelAndView("identity/person", "page", page);
      view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return view;
    }
    if (!travellers.rename(actor.account(), traveller.id(), Sensitive.of(name))) {
      throw notFound().stop();
    }
    return SignInPages.to("/me/people");
  }

  @PostMapping("/me/people/{id}/removal")
  View remove(@PathVariable String id, Actor actor, HttpServletRequest request) {
    var traveller = find(actor, id);
    if (!travellers.remove(actor.account(), traveller.id())) {
      throw notFound().stop();
    }
    return SignInPages.to("/me/people");
  }

  private Traveller find(Actor actor, String id) {
    try {
      return travellers
          .find(actor.account(), PersonId.parse(id))
          .orElseThrow(() -> notFound().stop());
    } catch (IllegalArgumentException notAnId) {
      throw notFound().stop();
    }
  }

  private List<PeoplePage.Person> people(Actor actor) {
    return travellers.list(actor.account()).stream().map(each -> person(each, actor)).toList();
  }

  private static PeoplePage.Person person(Traveller traveller, Actor actor) {
    return new PeoplePage.Person(
        traveller.id().toString(),
        traveller.callName().reveal(Purpose.OWN_VIEW),
        traveller.relation().name(),
        traveller.document().map(document -> document.level().name()).orElse("NONE"),
        traveller.id().equals(actor.traveller()));
  }

  private static List<FieldError> fault(boolean is, String field, String message) {
    return is ? List.of(new FieldError(field, message)) : List.of();
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), IdentityLimits.CALL_NAME));
  }

  private static ModelAndView page(HttpStatus status, NewPersonPage page) {
    var view = new ModelAndView("identity/new-person", "page", page);
    view.setStatus(status);
    return view;
  }

  private static Problem problem(String code, HttpStatus status, Object... arguments) {
    return Problem.of("identity", code, status, arguments);
  }

  private static Problem notFound() {
    return Problem.of("web", "NOT_FOUND", HttpStatus.NOT_FOUND);
  }
}
