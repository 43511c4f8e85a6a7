package hutong.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Reads a letter as it came over the wire.
final class LetterReader {

  /// What a letter holds: its words, and its files.
  private static final class Found {
    private @Nullable String plain;
    private @Nullable String html;
    private final List<Part> files = new ArrayList<>();
  }

  private static final Session SESSION = Session.getInstance(new Properties());
  private static final int MAX_DEPTH = 8;

  private LetterReader() {}

  static Letter read(String id, String from, List<String> to, byte[] raw, Instant receivedAt) {
    try {
      var message = message(raw);
      var found = new Found();
      walk(message, found, 0);
      var attachments = new ArrayList<Letter.Attachment>();
      for (var file : found.files) {
        var bytes = file.getInputStream().readAllBytes();
        attachments.add(new Letter.Attachment(name(file), type(file), bytes.length));
      }
      var subject = message.getSubject();
      return new Letter(
          id, from, to, subject == null ? "" : subject, words(found), attachments, receivedAt);
    } catch (MessagingException | IOException _) {
      // A letter that cannot be read is still a letter that arrived.
      var text = new String(raw, StandardCharsets.UTF_8);
      return new Letter(id, from, to, "(unreadable)", text, List.of(), receivedAt);
    }
  }

  /// The n-th file of a letter.
  static byte[] file(byte[] raw, int index) throws IOException {
    try {
      var found = new Found();
      walk(message(raw), found, 0);
      return found.files.get(index).getInputStream().readAllBytes();
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  private static MimeMessage message(byte[] raw) throws MessagingException {
    return new MimeMessage(SESSION, new ByteArrayInputStream(raw));
  }

  private static void walk(Part part, Found found, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType("multipart/*")
        && depth < MAX_DEPTH
        && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        walk(parts.getBodyPart(i), found, depth + 1);
      }
    } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
        || part.getFileName() != null) {
      found.files.add(part);
    } else if (part.isMimeType("text/plain") && found.plain == null) {
      found.plain = String.valueOf(part.getContent());
    } else if (part.isMimeType("text/html") && found.html == null) {
      found.html = String.valueOf(part.getContent());
    } else {
      found.files.add(part);
    }
  }

  private static String words(Found found) {
    if (found.plain != null) {
      return found.plain;
    }
    return found.html == null
        ? ""
        : found
            .html
            .replaceAll("(?is)<(style|script)[^>]*>.*?</\\1>", "")
            .replaceAll("(?is)<a\\s[^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", "$2 $1 ")
            .replaceAll("(?i)<br ?/?>|</p>|</div>|</h[1-6]>|</li>", "\n")
            .replaceAll("<[^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&nbsp;", " ")
            .replace("&amp;", "&")
            .strip();
  }

  private static String name(Part part) throws MessagingException {
    var name = part.getFileName();
    return name == null ? "part" : name;
  }

  private static String type(Part part) throws MessagingException {
    var type = part.getContentType();
    int end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end);
  }
}
