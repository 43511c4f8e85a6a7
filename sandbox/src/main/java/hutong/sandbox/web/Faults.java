package hutong.sandbox.web;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which part misbehaves, and how. A restart makes all of them well again.
public final class Faults {

  /// How a part answers.
  public enum Mode {
    /// As the protocol says.
    NORMAL,
    /// As the protocol says, but late.
    SLOW,
    /// Answers, but the answer is a lie that the caller should notice.
    WRONG,
    /// Does nothing and drops the connection.
    DEAD,
    /// Does what was asked, then drops the connection: the caller cannot know.
    LOST;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mode> find(String word) {
      for (var mode : values()) {
        if (mode.word().equals(word)) {
          return Optional.of(mode);
        }
      }
      return Optional.empty();
    }
  }

  /// A fault in force. `times` counts the requests that it still spoils; 0 means until changed.
  public record Fault(Mode mode, long delayMillis, int times) {

    public static final Fault NONE = new Fault(Mode.NORMAL, 0, 0);
    public static final long MAX_DELAY_MILLIS = 120_000;
    public static final long USUAL_DELAY_MILLIS = 3_000;
  }

  private final Map<Part, Fault> faults = new EnumMap<>(Part.class);

  public synchronized Fault of(Part part) {
    return faults.getOrDefault(part, Fault.NONE);
  }

  public synchronized void set(Part part, Fault fault) {
    faults.put(part, fault);
  }

  /// The fault that spoils this one request; counts it down.
  public synchronized Fault take(Part part) {
    var fault = of(part);
    if (fault.times() == 1) {
      faults.put(part, Fault.NONE);
    } else if (fault.times() > 1) {
      faults.put(part, new Fault(fault.mode(), fault.delayMillis(), fault.times() - 1));
    }
    return fault;
  }
}
