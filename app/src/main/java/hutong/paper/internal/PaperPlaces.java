package hutong.paper.internal;

import hutong.partners.DeskEntry;
import hutong.partners.PartnerKind;
import hutong.web.Icon;
import hutong.web.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where paper is found: under Services, and at a hotel's and a museum's desk.
@Configuration(proxyBeanMethods = false)
class PaperPlaces {

  private static final String VERIFY = "/verify";

  @Bean
  Place paperSheet() {
    return new Place(Place.Area.SERVICES, "paper.sheet.title", "/me/paper", Icon.QR, 21);
  }

  @Bean
  Place paperVerify() {
    return new Place(Place.Area.SERVICES, "paper.verify.title", VERIFY, Icon.SHIELD, 22);
  }

  @Bean
  DeskEntry paperAtHotels() {
    return atDesk(PartnerKind.HOTEL);
  }

  @Bean
  DeskEntry paperAtMuseums() {
    return atDesk(PartnerKind.MUSEUM);
  }

  private static DeskEntry atDesk(PartnerKind kind) {
    return new DeskEntry(kind, "paper.verify.title", "paper.verify.desk", VERIFY, Icon.SHIELD);
  }
}
