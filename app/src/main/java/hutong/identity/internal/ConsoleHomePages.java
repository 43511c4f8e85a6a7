package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.Role;
import hutong.language.Words;
import hutong.web.ConsolePlaces;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// The first page of the console: what there is, and what needs attention.
@Controller
class ConsoleHomePages {

  private final ConsolePlaces places;

  ConsoleHomePages(ConsolePlaces places) {
    this.places = places;
  }

  @GetMapping("/console")
  ModelAndView home(Words words, Actor actor) {
    var page = new ConsoleHomePage(places.list(words), places.entries(), !actor.is(Role.OPERATOR));
    return new ModelAndView("identity/console", "page", page);
  }
}
