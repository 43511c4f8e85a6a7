package hutong.toolkit;

import hutong.mrtd.probe.DocumentProbe;
import hutong.toolkit.Answer.Verdict;
import hutong.toolkit.Operation.Field;
import hutong.toolkit.Operation.Kind;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Travel documents: zones, chips, lists of country certificates, identity numbers.
final class DocumentOperations {

  private static final Field NOW =
      Field.optional("now", Kind.INSTANT, "the moment to check for, instead of this one");

  private DocumentOperations() {}

  static List<Operation> all(InstantSource clock) {
    var probe = new DocumentProbe(clock, ProofOperations.SIGNATURES);
    return List.of(
        operation(
            probe,
            "mrz.parse",
            "Reads a machine-readable zone (ICAO Doc 9303) and names every fault.",
            "the format is known and all check digits are right",
            Field.optional("lines", Kind.TEXTS, "the lines of the zone"),
            Field.optional("text", Kind.TEXT, "the zone as pasted, instead of lines"),
            NOW),
        operation(
            probe,
            "passport.verify",
            "Checks the files of a chip by passive authentication.",
            "hashes, signature, chain, time, revocation and profile are right",
            Field.required("files", Kind.BINARIES_BY_NAME, "the files: COM, SOD, DG1 and more"),
            Field.optional("trust", Kind.BINARIES, "country certificates"),
            Field.optional("masterLists", Kind.BINARIES, "lists of country certificates"),
            Field.optional("crls", Kind.BINARIES, "revocation lists"),
            NOW),
        operation(
            probe,
            "masterlist.read",
            "Reads a signed list of country certificates.",
            "the signature chains to one of the roots",
            Field.required("list", Kind.BINARY, "the list"),
            Field.optional("roots", Kind.BINARIES, "certificates to trust")),
        operation(
            probe,
            "id.check",
            "Checks an identity number by the rule of its kind.",
            "shape, dates and check digit are right",
            Field.required("kind", Kind.TEXT, "such as fprid, resident, uscc, hkmo_permit"),
            Field.required("value", Kind.TEXT, "the number"),
            NOW));
  }

  private static Operation operation(
      DocumentProbe probe, String name, String summary, String valid, Field... fields) {
    return new Operation(
        name, summary, valid, List.of(fields), request -> answer(probe, name, request));
  }

  private static Answer answer(DocumentProbe probe, String name, Request request) {
    Map<String, Object> question = new LinkedHashMap<>(request.plain());
    question.put("op", name);
    Map<String, Object> found = probe.answer(question);
    var verdict = Verdict.valueOf(String.valueOf(found.get("verdict")).toUpperCase(Locale.ROOT));
    var answer = Answer.of(verdict, texts(found.get("codes")).toList());
    if (found.get("fields") instanceof Map<?, ?> fields) {
      for (var field : fields.entrySet()) {
        answer = answer.with(String.valueOf(field.getKey()), field.getValue());
      }
    }
    return answer;
  }

  private static Stream<String> texts(@Nullable Object list) {
    return list instanceof List<?> many ? many.stream().map(String::valueOf) : Stream.of();
  }
}
