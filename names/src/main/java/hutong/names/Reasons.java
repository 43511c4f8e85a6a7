package hutong.names;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The reasons of one reading, in the order found, each once.
final class Reasons {

  private final Set<NameReason> all = new LinkedHashSet<>();

  void add(Link link, String a, String b) {
    if (link.degree() != Link.EXACT) {
      all.add(new NameReason(link.why(), a, b, link.degree() >= Link.DOUBT));
    }
  }

  void add(Link link) {
    add(link, "", "");
  }

  List<NameReason> list() {
    return List.copyOf(all);
  }

  long doubts() {
    return all.stream()
        .filter(NameReason::doubtful)
        .map(NameReason::convention)
        .filter(convention -> convention != NameConvention.OTHER_ROMANISATION)
        .distinct()
        .count();
  }
}
