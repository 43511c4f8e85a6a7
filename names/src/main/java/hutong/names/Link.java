package hutong.names;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// How near two words are, and by which convention.
record Link(int degree, NameConvention why) {

  static final int EXACT = 0;
  static final int CONVENTION = 1;
  static final int DOUBT = 2;
  static final int NONE = 3;

  static final Link SAME = new Link(EXACT, NameConvention.LETTER_CASE);
  static final Link NO = new Link(NONE, NameConvention.NAME_DIFFERS);

  private static final Map<NameConvention, Link> SURE = all(CONVENTION);
  private static final Map<NameConvention, Link> DOUBTFUL = all(DOUBT);

  private static Map<NameConvention, Link> all(int degree) {
    var links = new EnumMap<NameConvention, Link>(NameConvention.class);
    for (var why : NameConvention.values()) {
      links.put(why, new Link(degree, why));
    }
    return links;
  }

  static Link sure(NameConvention why) {
    return Objects.requireNonNull(SURE.get(why));
  }

  static Link doubt(NameConvention why) {
    return Objects.requireNonNull(DOUBTFUL.get(why));
  }

  static Link of(int degree, NameConvention sure, NameConvention doubtful) {
    return degree == CONVENTION ? sure(sure) : degree == DOUBT ? doubt(doubtful) : NO;
  }
}
