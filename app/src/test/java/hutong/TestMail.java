package hutong;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.subethamail.smtp.server.SMTPServer;

/// A real mail server for the tests, and the mailboxes behind it: `@Autowired TestMail.Boxes mail`.
@TestConfiguration(proxyBeanMethods = false)
public class TestMail {

  /// A letter that arrived.
  public record Arrived(String subject, String text) {}

  /// Letters by recipient.
  public static final class Boxes implements AutoCloseable {

    private final Map<String, BlockingQueue<Arrived>> boxes = new ConcurrentHashMap<>();
    private final SMTPServer server =
        SMTPServer.port(0)
            .messageHandler((context, from, to, bytes) -> box(to).add(read(bytes)))
            .build();

    /// The next letter to this address; waits for it.
    public Arrived next(String address) {
      try {
        var letter = box(address).poll(20, TimeUnit.SECONDS);
        if (letter == null) {
          throw new AssertionError("no letter came");
        }
        return letter;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    /// The next letter with this subject; others before it are thrown away.
    public Arrived next(String address, String subject) {
      var letter = next(address);
      while (!letter.subject().equals(subject)) {
        letter = next(address);
      }
      return letter;
    }

    private BlockingQueue<Arrived> box(String address) {
      return boxes.computeIfAbsent(
          address.toLowerCase(Locale.ROOT), key -> new LinkedBlockingQueue<>());
    }

    private static Arrived read(byte[] bytes) {
      try {
        var message =
            new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        return new Arrived(message.getSubject(), text(message));
      } catch (MessagingException | IOException e) {
        throw new AssertionError("an unreadable letter", e);
      }
    }

    private static String text(Part part) throws MessagingException, IOException {
      if (part.isMimeType("text/plain")) {
        return part.getContent().toString();
      }
      if (part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          var found = text(parts.getBodyPart(i));
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
      return "";
    }

    @Override
    public void close() {
      server.stop();
    }
  }

  @Bean
  Boxes boxes() {
    var boxes = new Boxes();
    boxes.server.start();
    return boxes;
  }

  @Bean
  DynamicPropertyRegistrar mailServer(Boxes boxes) {
    return registry -> registry.add("spring.mail.port", () -> boxes.server.getPortAllocated());
  }
}
