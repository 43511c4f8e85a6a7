package hutong.lodging.internal;

import hutong.kernel.Purpose;
import hutong.lodging.internal.LodgingViews.HostPage;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Where a host answers a guest's letter. The address is the permission; nobody signs in.
@Controller
class HostPages {

  private final StayService stays;

  HostPages(StayService stays) {
    this.stays = stays;
  }

  @GetMapping("/host/{token}")
  ModelAndView ask(@PathVariable String token) {
    var guests = stays.invitation(token);
    if (guests.isEmpty()) {
      throw StayPages.problem("HOST_LETTER_USED", HttpStatus.GONE).stop();
    }
    var address = guests.getFirst().stay().address().reveal(Purpose.LODGING_REGISTRATION);
    return new ModelAndView("lodging/host", "page", new HostPage(token, guests, address, null));
  }

  @PostMapping("/host/{token}")
  ModelAndView answer(@PathVariable String token, @RequestParam(defaultValue = "") String answer) {
    boolean confirmed = answer.equals("confirm");
    if (!confirmed && !answer.equals("decline")) {
      return new ModelAndView("redirect:/host/" + token);
    }
    if (!stays.answerHost(token, confirmed)) {
      throw StayPages.problem("HOST_LETTER_USED", HttpStatus.GONE).stop();
    }
    return new ModelAndView(
        "lodging/host",
        "page",
        new HostPage(token, List.of(), "", confirmed ? "confirmed" : "declined"));
  }
}
