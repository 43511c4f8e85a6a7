package hutong.sandbox.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Carries notices to those who wait for them, again and again until they are taken, also across a
/// restart.
public final class Courier implements AutoCloseable {

  /// A notice on its way.
  public record Notice(
      String id, String sender, String url, String body, int attempts, Instant nextAt) {}

  /// Signs a notice at the moment of sending: the headers that go with it.
  public interface Seal {
    Map<String, String> headers(Notice notice);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ATTEMPTS = 60;
  private static final int MAX_WAIT_SECONDS = 30;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Journal journal;
  private final Journal.Table<Notice> notices;
  private final HttpClient client;
  private final InstantSource clock;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private @Nullable Ticker timer;

  public Courier(Journal journal, HttpClient client, InstantSource clock) {
    this.journal = journal;
    this.notices = journal.table("notice", Notice.class);
    this.client = client;
    this.clock = clock;
  }

  /// Starts to carry. While `mayCarry` says no, everything waits.
  public void start(Seal seal, Predicate<HttpResponse<byte[]>> taken, MayCarry mayCarry) {
    timer = new Ticker(LOOK_EVERY, () -> look(seal, taken, mayCarry));
  }

  /// Whether the line works at the moment.
  public interface MayCarry {
    boolean now();
  }

  /// A notice to be kept in the same line as the change that it tells of.
  public Journal.Change post(String sender, String url, String body) {
    var id = Ids.random("ntf_");
    return notices.put(id, new Notice(id, sender, url, body, 0, clock.instant()));
  }

  public int waiting() {
    return notices.size();
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.close();
    }
  }

  private void look(Seal seal, Predicate<HttpResponse<byte[]>> taken, MayCarry mayCarry) {
    if (!mayCarry.now()) {
      return;
    }
    var now = clock.instant();
    for (var notice : notices.list()) {
      if (!notice.nextAt().isAfter(now) && underWay.add(notice.id())) {
        Thread.startVirtualThread(() -> carry(notice, seal, taken));
      }
    }
  }

  private void carry(Notice notice, Seal seal, Predicate<HttpResponse<byte[]>> taken) {
    try {
      if (send(notice, seal, taken) || notice.attempts() + 1 >= MAX_ATTEMPTS) {
        journal.save(notices.remove(notice.id()));
      } else {
        int attempts = notice.attempts() + 1;
        long wait = Math.min(MAX_WAIT_SECONDS, 1L << Math.min(attempts - 1, 10));
        var later = clock.instant().plusSeconds(wait);
        journal.save(
            notices.put(
                notice.id(),
                new Notice(
                    notice.id(), notice.sender(), notice.url(), notice.body(), attempts, later)));
      }
    } finally {
      underWay.remove(notice.id());
    }
  }

  private boolean send(Notice notice, Seal seal, Predicate<HttpResponse<byte[]>> taken) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(notice.url()))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json; charset=UTF-8")
              .POST(HttpRequest.BodyPublishers.ofString(notice.body(), StandardCharsets.UTF_8));
      seal.headers(notice).forEach(request::header);
      return taken.test(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException | IllegalArgumentException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
