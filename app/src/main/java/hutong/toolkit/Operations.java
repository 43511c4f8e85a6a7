package hutong.toolkit;

import hutong.toolkit.Malformed.Fault;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every operation by its name, and the one way a question is put to it.
public final class Operations {

  /// Known to the contract, not built yet: answered *incomplete*.
  private static final Set<String> ANNOUNCED =
      Set.of(
          "mrz.parse",
          "passport.verify",
          "masterlist.read",
          "vds.parse",
          "emvqr.parse",
          "emvqr.make",
          "cpm.parse",
          "id.check",
          "name.compare",
          "jws.verify",
          "sdjwt.verify",
          "mdoc.verify",
          "httpsig.verify",
          "wallet.notification",
          "merkle.inclusion",
          "merkle.consistency",
          "rule.decide",
          "dmn.eval",
          "fhir.validate",
          "gtfs.check",
          "ical.parse",
          "export.decide",
          "text.normalise");

  /// Reads strictly: no name twice, nothing behind the end, bounds on depth and numbers.
  public static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(ToolkitLimits.DEPTH)
                          .maxNumberLength(ToolkitLimits.DIGITS)
                          .maxStringLength(ToolkitLimits.LINE)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Operation> byName = new LinkedHashMap<>();
  private final InstantSource clock;

  private Operations(List<Operation> operations, InstantSource clock) {
    operations.forEach(operation -> byName.put(operation.name(), operation));
    this.clock = clock;
  }

  /// All that this platform can do.
  public static Operations all(InstantSource clock) {
    var all = new ArrayList<Operation>();
    all.addAll(DocumentOperations.all(clock));
    all.addAll(PaymentOperations.all());
    all.addAll(MerkleOperations.all());
    all.add(TextOperation.normalise());
    all.add(JwsOperation.verify());
    all.addAll(ProofOperations.all());
    all.addAll(RuleOperations.all());
    all.addAll(NameOperations.all());
    return new Operations(all, clock);
  }

  public List<Operation> list() {
    return List.copyOf(byName.values());
  }

  /// The names of operations that are announced but cannot be asked yet.
  public static Set<String> announced(Operations offered) {
    var names = new TreeSet<>(ANNOUNCED);
    names.removeAll(offered.byName.keySet());
    return names;
  }

  public Optional<Operation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Puts one question to one operation.
  ///
  /// @throws Malformed when there is no such operation, or the question is not one it understands
  public Answer ask(String name, ObjectNode question) {
    var operation = byName.get(name);
    if (operation == null) {
      if (ANNOUNCED.contains(name)) {
        return Answer.incomplete("NOT_AVAILABLE");
      }
      throw new Malformed(Fault.UNKNOWN_OPERATION, "op");
    }
    return operation.work().apply(new Request(question, clock));
  }

  /// The object that a text is.
  ///
  /// @throws Malformed when it is anything else
  public static ObjectNode read(String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException unreadable) {
      throw new Malformed(Fault.UNREADABLE, "");
    }
    throw new Malformed(Fault.UNREADABLE, "");
  }

  /// An answer as one line of JSON. A lone surrogate, which has no form in UTF-8, is escaped.
  public static String write(Object value) {
    return Surrogates.escaped(JSON.writeValueAsString(value));
  }
}
