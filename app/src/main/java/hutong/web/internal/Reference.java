package hutong.web.internal;

import hutong.kernel.Ids;
import org.slf4j.MDC;

/// The number of a request: in every line it logs, and on every problem a person sees.
final class Reference {

  private static final String NAME = "reference";

  private Reference() {}

  static void begin() {
    var id = Ids.next().toString();
    MDC.put(NAME, id.substring(id.length() - 8));
  }

  static void end() {
    MDC.remove(NAME);
  }

  static String current() {
    var reference = MDC.get(NAME);
    return reference == null ? "-" : reference;
  }
}
