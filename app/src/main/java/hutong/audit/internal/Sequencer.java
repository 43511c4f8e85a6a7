package hutong.audit.internal;

import hutong.audit.AuditLimits;
import hutong.vault.SigningKeys;
import hutong.vault.SigningKeys.Use;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// One thread per node that puts entries in order as they come; the database lets one node at a
/// time do it. A database that is away is tried again.
@Component
class Sequencer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

  private final SequenceService service;
  private final SigningKeys keys;
  private final SequencerBell bell;
  private volatile @Nullable Thread thread;

  Sequencer(SequenceService service, SigningKeys keys, SequencerBell bell) {
    this.service = service;
    this.keys = keys;
    this.bell = bell;
  }

  /// The key is made here, at its first use ever, so that the thread only ever signs.
  @Override
  public void start() {
    keys.current(Use.LOG_HEAD);
    thread = Thread.ofPlatform().daemon().name("log sequencer").start(this::run);
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (isRunning()) {
        if (!sequenced()) {
          bell.sleep(AuditLimits.LONGEST_SLEEP);
          Thread.sleep(AuditLimits.GATHER);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether there may be more at once.
  private boolean sequenced() {
    try {
      return service.sequence(keys.current(Use.LOG_HEAD)) == AuditLimits.BATCH;
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("the log waits for the database: {}", away.getClass().getSimpleName());
      return false;
    } catch (RuntimeException bug) { // entries wait unharmed; a thread that ended would hide it
      var place = bug.getStackTrace().length == 0 ? "?" : bug.getStackTrace()[0];
      LOG.error("bug: the log is not put in order: {} at {}", bug.getClass().getName(), place);
      return false;
    }
  }
}
