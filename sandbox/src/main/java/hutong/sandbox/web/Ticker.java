package hutong.sandbox.web;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Does one thing again and again until it is closed; a mishap is logged and does not end it.
public final class Ticker implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Ticker.class.getName());

  private final Thread thread;

  public Ticker(Duration every, Runnable task) {
    this.thread = Thread.startVirtualThread(() -> run(every, task));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static void run(Duration every, Runnable task) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(every);
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.log(Level.SEVERE, "A repeated task failed", e);
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }
}
