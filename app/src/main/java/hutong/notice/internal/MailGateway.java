package hutong.notice.internal;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// The mail server: plain text, and the same as simple HTML.
@Component
class MailGateway {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

  private final JavaMailSender sender;
  private final NoticeSettings settings;

  MailGateway(JavaMailSender sender, NoticeSettings settings) {
    this.sender = sender;
    this.settings = settings;
  }

  void send(UUID id, String recipient, String subject, String text) {
    var message = sender.createMimeMessage();
    try {
      var letter = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
      letter.setFrom(settings.from());
      letter.setTo(recipient);
      letter.setSubject(subject);
      letter.setText(text, html(text));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("X-Hutong-Letter", id.toString());
    } catch (MessagingException e) {
      throw new MailPreparationException("the letter cannot be put together", e);
    }
    sender.send(message);
  }

  /// Paragraphs, with addresses one can press. No pictures, no tracking, nothing loaded.
  static String html(String text) {
    var paragraphs =
        Stream.of(text.split("\n\\s*\n"))
            .map(paragraph -> "<p>" + linked(paragraph).replace("\n", "<br>") + "</p>")
            .collect(Collectors.joining("\n"));
    return "<!doctype html><html><body style=\"font:17px/1.5 sans-serif;color:#1B1F24;"
        + "max-width:36em;margin:2em auto;padding:0 1em\">"
        + paragraphs
        + "</body></html>";
  }

  private static String linked(String paragraph) {
    return LINK.matcher(HtmlUtils.htmlEscape(paragraph, "UTF-8"))
        .replaceAll(found -> "<a href=\"" + found.group() + "\">" + found.group() + "</a>");
  }
}
