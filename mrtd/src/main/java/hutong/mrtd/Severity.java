package hutong.mrtd;

/// How much a finding weighs: `FATAL` makes the answer a no, `WARNING` is only recorded.
public enum Severity {
  FATAL,
  WARNING
}
