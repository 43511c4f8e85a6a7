package hutong.audit;

import java.time.Duration;

/// Every bound of the log.
public final class AuditLimits {

  public static final int ACTOR = 80;
  public static final int ACT = 80;
  public static final int PURPOSE = 40;
  public static final int FACTS = 16;
  public static final int FACT_NAME = 40;
  public static final int FACT_VALUE = 200;

  /// Entries put in order in one transaction.
  public static final int BATCH = 2000;

  /// How long entries written elsewhere may wait until this node notices them.
  public static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /// How long the sequencer waits after being woken, so that what comes together goes together.
  public static final Duration GATHER = Duration.ofMillis(20);

  private AuditLimits() {}
}
