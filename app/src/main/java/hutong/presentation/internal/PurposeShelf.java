package hutong.presentation.internal;

import hutong.kernel.Purpose;
import hutong.presentation.AskingPurpose;
import hutong.presentation.AskingPurposes;
import hutong.presentation.Fact;
import hutong.presentation.RelyingParty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The purposes as their files have them, read when the platform starts.
@Component
class PurposeShelf implements AskingPurposes {

  private static final Set<String> FIELDS =
      Set.of("id", "reads", "allowed", "needed", "optional", "keepMinutes", "words");
  private static final Set<String> WORDS = Set.of("name", "why", "basis", "retention");

  private final Map<String, AskingPurpose> byId;

  PurposeShelf(PresentationSettings settings) throws IOException {
    var all = new TreeMap<String, AskingPurpose>();
    for (var file : new PathMatchingResourcePatternResolver().getResources(settings.purposes())) {
      var name = "services/purposes/" + file.getFilename();
      var purpose = read(name, file.getContentAsString(StandardCharsets.UTF_8));
      if (all.put(purpose.id(), purpose) != null) {
        throw new FileReading.Mistaken(name, "the id stands twice");
      }
    }
    byId = Collections.unmodifiableMap(all);
  }

  static AskingPurpose read(String name, String text) {
    var file = FileReading.of(name, text, FIELDS);
    var id = file.text("id");
    if (!id.matches("[a-z0-9][a-z0-9-]{1,59}") || !name.endsWith("/" + id + ".yaml")) {
      throw file.fault("id", "must be the name of the file");
    }
    var reads =
        Arrays.stream(Purpose.values())
            .filter(each -> each.name().equals(file.text("reads")))
            .findFirst()
            .orElseThrow(() -> file.fault("reads", "must be a purpose of the kernel"));
    var needed = facts(file, "needed");
    var optional = facts(file, "optional");
    if (needed.isEmpty() || !Collections.disjoint(needed, optional)) {
      throw file.fault("needed", "must name facts, none of them optional too");
    }
    var allowed = file.part("allowed", Set.of("kinds", "partners"));
    return new AskingPurpose(
        id,
        reads,
        needed,
        optional,
        new AskingPurpose.Allowed(
            Set.copyOf(allowed.texts("kinds")), Set.copyOf(allowed.texts("partners"))),
        words(file),
        file.number("keepMinutes", 1, 24 * 60));
  }

  private static List<Fact> facts(FileReading file, String field) {
    return file.texts(field).stream()
        .distinct()
        .map(key -> Fact.named(key).orElseThrow(() -> file.fault(field, "names no fact " + key)))
        .toList();
  }

  private static Map<String, AskingPurpose.Text> words(FileReading file) {
    var words = new TreeMap<String, AskingPurpose.Text>();
    var part = file.part("words");
    for (var tag : part.names()) {
      var text = part.part(tag, WORDS);
      words.put(
          tag,
          new AskingPurpose.Text(
              text.text("name"), text.text("why"), text.text("basis"), text.text("retention")));
    }
    if (!words.keySet().containsAll(List.of("en", "zh-Hans"))) {
      throw file.fault("words", "must be said in en and zh-Hans");
    }
    return words;
  }

  @Override
  public List<AskingPurpose> list() {
    return List.copyOf(byId.values());
  }

  @Override
  public List<AskingPurpose> list(RelyingParty party) {
    return byId.values().stream().filter(purpose -> purpose.allows(party)).toList();
  }

  @Override
  public Optional<AskingPurpose> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
