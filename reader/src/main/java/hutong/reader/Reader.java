package hutong.reader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The command line: `./hutong reader`.
public final class Reader {

  private static final String HELP =
      """
      Reads a passport's chip through a PC/SC reader and hands it to the platform.

        ./hutong reader --mrz FILE|-  --session URL
        ./hutong reader --can 123456  --platform URL --token-file FILE

      What opens the chip, one of:
        --mrz FILE     the lines at the bottom of the page, from a file, or typed (-)
        --can DIGITS   the six digits on the front
        --number N --birth YYMMDD --expiry YYMMDD
      Where it goes, one of:
        --session URL                      an address that a traveller's page shows
        --platform URL --token-file FILE   a partner's counter, with a token of the partner
      More:
        --reader NAME  which card reader, by a part of its name
        --wait SECONDS how long to wait for a document (60)
        --list         the card readers that are attached

      The platform's answer goes to standard output as JSON, everything else to standard error.
      Ends with 0 when the document is genuine, 1 when it is not, 2 for wrong options, 3 without a
      card, 4 when the chip does not open, 5 when it was lost, 6 when it is no travel document, 7
      when the platform did not take it.
      """;

  private static final List<String> FLAGS = List.of("list", "help");
  private static final List<String> OPTIONS =
      List.of(
          "mrz",
          "can",
          "number",
          "birth",
          "expiry",
          "session",
          "platform",
          "token-file",
          "reader",
          "wait");

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Map<String, String> options = options(arguments);
      if (options.containsKey("help")) {
        out.print(HELP);
        return 0;
      }
      if (options.containsKey("list")) {
        TerminalCard.terminals().forEach(out::println);
        return 0;
      }
      AccessKey key = key(options);
      Platform platform = platform(options);
      err.println("Lay the document on the reader.");
      var wait = Duration.ofSeconds(Long.parseLong(options.getOrDefault("wait", "60")));
      var card = TerminalCard.await(options.getOrDefault("reader", ""), wait);
      String answer = ChipReader.read(card, key, platform, err::println);
      out.println(answer);
      return answer.contains("\"verdict\":\"GENUINE") ? 0 : 1;
    } catch (IllegalArgumentException | IOException e) {
      err.println(e.getMessage());
      err.println("./hutong reader --help says what it can do.");
      return 2;
    } catch (ReadingException e) {
      err.println(e.getMessage());
      return e.reason().status();
    }
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    int at = 0;
    while (at < arguments.length) {
      String name = arguments[at].replaceFirst("^--", "");
      if (FLAGS.contains(name)) {
        options.put(name, "");
        at++;
      } else if (OPTIONS.contains(name) && at + 1 < arguments.length) {
        options.put(name, arguments[at + 1]);
        at += 2;
      } else {
        throw new IllegalArgumentException("What is " + arguments[at] + "?");
      }
    }
    return options;
  }

  private static AccessKey key(Map<String, String> options) throws IOException {
    String can = options.get("can");
    if (can != null) {
      return new AccessKey.CardNumber(can);
    }
    String mrz = options.get("mrz");
    if (mrz != null) {
      byte[] lines = mrz.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(mrz));
      return AccessKey.fromLines(new String(lines, StandardCharsets.UTF_8));
    }
    return new AccessKey.Zone(
        given(options, "number"), given(options, "birth"), given(options, "expiry"));
  }

  private static Platform platform(Map<String, String> options) throws IOException {
    String session = options.get("session");
    if (session != null) {
      return HttpPlatform.ofSession(session);
    }
    String token = Files.readString(Path.of(given(options, "token-file"))).strip();
    return HttpPlatform.ofToken(given(options, "platform"), token);
  }

  private static String given(Map<String, String> options, String name) {
    @Nullable String value = options.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("--" + name + " is missing.");
    }
    return value;
  }

  private Reader() {}
}
