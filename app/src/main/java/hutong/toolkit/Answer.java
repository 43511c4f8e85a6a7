package hutong.toolkit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What an operation found: a verdict, the stable name of every finding, and what was read.
public record Answer(Verdict verdict, List<String> codes, SequencedMap<String, Object> fields) {

  /// How a question can be decided.
  public enum Verdict {
    /// It is as the standard demands.
    VALID,
    /// It is not.
    INVALID,
    /// Nobody can say yet: something is missing, or a person must look.
    INCOMPLETE
  }

  public Answer {
    codes = List.copyOf(new LinkedHashSet<>(codes));
  }

  public static Answer valid() {
    return of(Verdict.VALID, List.of());
  }

  public static Answer invalid(String... codes) {
    return of(Verdict.INVALID, List.of(codes));
  }

  public static Answer incomplete(String... codes) {
    return of(Verdict.INCOMPLETE, List.of(codes));
  }

  /// Valid when nothing was found.
  public static Answer judged(Collection<String> faults) {
    return of(faults.isEmpty() ? Verdict.VALID : Verdict.INVALID, faults);
  }

  public static Answer of(Verdict verdict, Collection<String> codes) {
    return new Answer(verdict, List.copyOf(codes), new LinkedHashMap<>());
  }

  /// The same answer with one more field; nothing is added when there is no value.
  public Answer with(String name, @Nullable Object value) {
    var more = new LinkedHashMap<>(fields);
    if (value != null) {
      more.put(name, value);
    }
    return new Answer(verdict, codes, more);
  }

  public Answer withAll(Map<String, ?> values) {
    var more = new LinkedHashMap<>(fields);
    more.putAll(values);
    return new Answer(verdict, codes, more);
  }
}
