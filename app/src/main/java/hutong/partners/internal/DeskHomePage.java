package hutong.partners.internal;

import hutong.web.Icon;
import java.util.List;

/// All that the template `partners/desk` may know. Public because templates are compiled apart.
public record DeskHomePage(List<Desk> desks) {

  /// One partner's desk.
  public record Desk(
      String key, String name, String chinese, String address, String rank, List<Place> places) {}

  /// Something done there.
  public record Place(String titleKey, String textKey, String path, Icon icon) {}
}
