package hutong.partners.internal;

import hutong.web.Choice;
import java.util.List;

/// All that the template `partners/list` may know. Public because templates are compiled apart.
///
/// @param kind the one kind that is shown, or empty for all
public record PartnerListPage(List<Choice> places, List<Row> partners, String kind) {

  /// One partner.
  public record Row(
      String key, String kind, String name, String chinese, String address, String phone) {}
}
