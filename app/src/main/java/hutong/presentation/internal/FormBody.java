package hutong.presentation.internal;

import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A wallet's form, read by ourselves: answers are larger than the forms of pages may be, and no
/// parameter may stand twice.
final class FormBody {

  private static final int PARAMETERS = 50;

  static Map<String, String> read(HttpServletRequest request) throws UnreadableException {
    return parse(body(request));
  }

  private static String body(HttpServletRequest request) throws UnreadableException {
    try {
      int most = (int) PresentationLimits.ANSWER_BODY;
      byte[] octets = request.getInputStream().readNBytes(most + 1);
      if (octets.length > most) {
        throw new UnreadableException(Reason.TOO_LONG, "form");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new UnreadableException(Reason.FORM_UNREADABLE, "form");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  static Map<String, String> parse(String body) throws UnreadableException {
    var form = new HashMap<String, String>();
    if (body.isEmpty()) {
      return form;
    }
    for (var pair : body.split("&", PARAMETERS + 1)) {
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (form.size() >= PARAMETERS) {
        throw new UnreadableException(Reason.TOO_LONG, "form");
      }
      if (form.put(name, value) != null) {
        throw new UnreadableException(Reason.PARAMETER_TWICE, "form");
      }
    }
    return form;
  }

  private static String decode(String text) throws UnreadableException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new UnreadableException(Reason.FORM_UNREADABLE, "form");
    }
  }

  private FormBody() {}
}
