package hutong.sandbox.mail;

import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Faults;
import hutong.sandbox.web.Faults.Mode;
import hutong.sandbox.web.Journal;
import hutong.sandbox.web.Part;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// Takes every letter that comes, for whomever, and keeps the newest of them.
public final class Mailbox implements AutoCloseable {

  private static final int KEPT = 1_000;
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_RECIPIENTS = 50;
  private static final int MAX_CONNECTIONS = 200;
  private static final int IDLE_MILLIS = 30_000;

  private final Path folder;
  private final Journal journal;
  private final Journal.Table<Letter> letters;
  private final Faults faults;
  private final InstantSource clock;
  private final SMTPServer server;

  public Mailbox(Path data, InstantSource clock, Faults faults, InetAddress host, int port)
      throws IOException {
    this.folder = Files.createDirectories(data.resolve("mail"));
    this.journal = new Journal(data.resolve("mail.jsonl"));
    this.letters = journal.table("letter", Letter.class);
    this.faults = faults;
    this.clock = clock;
    journal.open();
    this.server =
        new SMTPServer.Builder()
            .bindAddress(host)
            .port(port)
            .hostName("sandbox.invalid")
            .softwareName("Hutong sandbox, nothing here is real")
            .maxMessageSize(MAX_BYTES)
            .maxRecipients(MAX_RECIPIENTS)
            .maxConnections(MAX_CONNECTIONS)
            .connectionTimeoutMs(IDLE_MILLIS)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .messageHandlerFactory(context -> new Incoming())
            .build();
  }

  /// Opens the mail port; answers the one it got.
  public int start() {
    server.start();
    return server.getPortAllocated();
  }

  public void serve(Router router) {
    new MailPages(this).serve(router);
    router.page("GET", "/mail/api/messages", this::messages);
  }

  @Override
  public void close() {
    server.stop();
    journal.close();
  }

  List<Letter> listNewestFirst(String to) {
    return letters.listNewestFirst().stream()
        .filter(letter -> to.isBlank() || letter.isTo(to.strip()))
        .toList();
  }

  Letter get(String id) {
    return letters.find(id).orElseThrow(() -> Refused.notFound("letter"));
  }

  byte[] raw(Letter letter) throws IOException {
    var file = file(letter.id());
    if (!Files.exists(file)) {
      throw Refused.notFound("letter");
    }
    return Files.readAllBytes(file);
  }

  synchronized void clear() throws IOException {
    for (var letter : letters.list()) {
      forget(letter);
    }
  }

  private Answer messages(Request request) {
    var found = listNewestFirst(request.query("to", ""));
    return Answer.json(200, found.stream().map(Letter::json).toList());
  }

  private synchronized void keep(String from, List<String> to, byte[] raw) throws IOException {
    var id = UUID.randomUUID().toString();
    Files.write(file(id), raw);
    journal.save(letters.put(id, LetterReader.read(id, from, to, raw, clock.instant())));
    if (letters.size() > KEPT) {
      forget(letters.list().getFirst());
    }
  }

  private void forget(Letter letter) throws IOException {
    journal.save(letters.remove(letter.id()));
    Files.deleteIfExists(file(letter.id()));
  }

  private Path file(String id) {
    return folder.resolve(id + ".eml");
  }

  /// One letter on its way in.
  private final class Incoming implements MessageHandler {

    private String from = "";
    private final List<String> to = new ArrayList<>();
    private final Faults.Fault fault = faults.take(Part.MAIL);

    @Override
    public void from(String sender) throws RejectException {
      if (fault.mode() == Mode.DEAD) {
        throw new DropConnectionException();
      }
      if (fault.mode() == Mode.SLOW) {
        pause(fault.delayMillis());
      }
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (fault.mode() == Mode.WRONG) {
        throw new RejectException(550, "No such mailbox here (on command)");
      }
      to.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      var raw = new ByteArrayOutputStream();
      data.transferTo(raw);
      keep(from, List.copyOf(to), raw.toByteArray());
      if (fault.mode() == Mode.LOST) {
        throw new DropConnectionException();
      }
      return "Kept, and not sent on";
    }

    @Override
    public void done() {}
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
