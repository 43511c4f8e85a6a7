package hutong.partners.internal;

import hutong.identity.Actor;
import hutong.language.Words;
import hutong.partners.DeskEntry;
import hutong.partners.Membership;
import hutong.partners.Partners;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// The first page of a partner's staff: their desks.
@Controller
class DeskPages {

  private final Partners partners;
  private final ObjectProvider<DeskEntry> entries;

  DeskPages(Partners partners, ObjectProvider<DeskEntry> entries) {
    this.partners = partners;
    this.entries = entries;
  }

  @GetMapping("/desk")
  ModelAndView home(Actor actor, Words words) {
    var desks =
        partners.staffOf(actor.account()).stream()
            .map(membership -> desk(membership, words))
            .toList();
    return new ModelAndView("partners/desk", "page", new DeskHomePage(desks));
  }

  private DeskHomePage.Desk desk(Membership membership, Words words) {
    var partner = membership.partner();
    List<DeskHomePage.Place> places =
        entries.stream()
            .filter(entry -> entry.kind() == partner.kind())
            .map(
                entry ->
                    new DeskHomePage.Place(
                        entry.titleKey(), entry.textKey(), entry.pathFor(partner), entry.icon()))
            .toList();
    return new DeskHomePage.Desk(
        partner.key(),
        partner.name(words.language()),
        partner.names().getOrDefault("zh-Hans", ""),
        partner.address(words.language()),
        membership.rank().name(),
        places);
  }
}
