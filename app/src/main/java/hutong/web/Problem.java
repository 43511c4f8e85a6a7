package hutong.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/// A refusal that explains itself (RFC 9457): a stable code, and words kept under
/// `<module>.problem.<CODE>.title|detail|next` (and `.contact` when not the general helpline).
///
/// @param arguments fill the placeholders of `detail` and `next`; never personal data
public record Problem(String module, String code, HttpStatus status, List<Object> arguments) {

  public Problem {
    arguments = List.copyOf(arguments);
  }

  public static Problem of(String module, String code, HttpStatus status, Object... arguments) {
    return new Problem(module, code, status, List.of(arguments));
  }

  public String key(String slot) {
    return module + ".problem." + code + "." + slot;
  }

  /// Ends a request at its edge: only pages and APIs throw it, never the rules below them.
  public Stop stop() {
    return new Stop(this);
  }

  /// See [Problem#stop()].
  public static final class Stop extends RuntimeException {
    private final transient Problem problem;

    Stop(Problem problem) {
      super(problem.code(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
