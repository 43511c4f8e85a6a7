package hutong.rules.internal;

/// A file somebody wrote that cannot run, with the place and the reason.
final class RuleFileRefused extends RuntimeException {

  RuleFileRefused(String file, int line, String reason) {
    super(line > 0 ? file + ":" + line + ": " + reason : file + ": " + reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
