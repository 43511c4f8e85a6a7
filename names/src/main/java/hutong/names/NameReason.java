package hutong.names;

/// One reason of a verdict: the convention, and the words of either name that it speaks of.
///
/// @param a the words of the first name; empty when the whole name is meant
/// @param b the words of the second name; empty when the whole name is meant
/// @param doubtful whether this reason alone makes the verdict *possibly*
public record NameReason(NameConvention convention, String a, String b, boolean doubtful) {

  /// The reason with the name's parts left out, for logs and counters.
  public String code() {
    return convention.name();
  }

  /// A sentence in English.
  public String sentence() {
    var words = a.isEmpty() && b.isEmpty() ? "" : " (" + a + " / " + b + ")";
    return convention.sentence() + words;
  }
}
