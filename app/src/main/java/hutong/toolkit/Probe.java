package hutong.toolkit;

import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Malformed.Fault;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A program that reads one question per line and writes one answer per line, in the same order,
/// without a database. Nothing that is read ends it before its input ends.
public final class Probe {

  private final Operations operations;

  Probe(Operations operations) {
    this.operations = operations;
  }

  public static void main(String[] args) throws IOException {
    System.setProperty("logback.configurationFile", "toolkit/probe-logback.xml");
    var operations = Operations.all(InstantSource.system());
    new Probe(operations).run(System.in, new BufferedOutputStream(System.out, 1 << 16));
  }

  void run(InputStream in, OutputStream out) throws IOException {
    var lines = new Lines(new BufferedInputStream(in, 1 << 16));
    for (var line = lines.next(); line != null; line = lines.next()) {
      out.write(answer(line).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      if (lines.idle()) {
        out.flush();
      }
    }
    out.flush();
  }

  /// The answer to one line; it never throws.
  String answer(Line line) {
    JsonNode id = Operations.JSON.nullNode();
    try {
      var question = question(line);
      var given = question.get("id");
      id = given == null ? id : given;
      return written(id, operations.ask(name(question), question));
    } catch (Malformed malformed) {
      return written(id, malformed(malformed));
    } catch (RuntimeException | StackOverflowError bug) {
      System.err.println("bug: " + bug.getClass().getName() + " " + place(bug));
      return written(id, Answer.invalid("NOT_DECIDED"));
    }
  }

  private static ObjectNode question(Line line) {
    if (line.tooLong()) {
      throw new Malformed(Fault.TOO_LONG, "");
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Operations.read(decoder.decode(ByteBuffer.wrap(line.bytes())).toString());
    } catch (CharacterCodingException notUtf8) {
      throw new Malformed(Fault.UNREADABLE, "");
    }
  }

  private static String name(ObjectNode question) {
    var op = question.get("op");
    if (op == null || !op.isString()) {
      throw new Malformed(Fault.UNKNOWN_OPERATION, "op");
    }
    return op.stringValue();
  }

  static Answer malformed(Malformed malformed) {
    var answer = Answer.invalid(malformed.fault().name());
    return malformed.field().isEmpty() ? answer : answer.with("field", malformed.field());
  }

  private static String written(JsonNode id, Answer answer) {
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("id", id);
    line.put("verdict", word(answer.verdict()));
    line.put("codes", answer.codes());
    line.put("fields", answer.fields());
    return Operations.write(line);
  }

  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String place(Throwable bug) {
    return List.of(bug.getStackTrace()).stream()
        .filter(frame -> frame.getClassName().startsWith("hutong."))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("?");
  }

  /// One line as it was sent; of one that is too long only that is kept.
  record Line(byte[] bytes, boolean tooLong) {}

  /// Splits the input at line feeds, never holding more than one line within its limit.
  private static final class Lines {

    private final InputStream in;

    Lines(InputStream in) {
      this.in = in;
    }

    boolean idle() throws IOException {
      return in.available() == 0;
    }

    @Nullable Line next() throws IOException {
      var line = new ByteArrayOutputStream(512);
      boolean any = false;
      boolean tooLong = false;
      for (int next = in.read(); next >= 0; next = in.read()) {
        any = true;
        if (next == '\n') {
          break;
        }
        if (line.size() == ToolkitLimits.LINE) {
          tooLong = true;
        } else {
          line.write(next);
        }
      }
      return any ? new Line(line.toByteArray(), tooLong) : null;
    }
  }
}
