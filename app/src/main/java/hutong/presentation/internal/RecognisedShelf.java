package hutong.presentation.internal;

import hutong.credential.CredentialFormat;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.presentation.AskingPurpose;
import hutong.presentation.Fact;
import hutong.proof.vp.ClaimPath;
import hutong.proof.vp.Dcql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/// Which credentials can say which facts: those of this Hutong, and those of others that it
/// recognises.
@Component
class RecognisedShelf {

  /// Types of ours that say who somebody is. (A ticket has a name, too, but proves nobody.)
  private static final List<String> OURS =
      List.of("verified-traveller", "permanent-resident", "permission-to-stay");

  private static final Set<Fact> AGES = EnumSet.of(Fact.OVER_14, Fact.OVER_18, Fact.OVER_60);

  private static final Set<String> FIELDS = Set.of("id", "format", "types", "name", "facts");

  private final List<Recognised> others;
  private final CredentialTypes types;

  RecognisedShelf(PresentationSettings settings, CredentialTypes types) throws IOException {
    this.types = types;
    this.others = new ArrayList<>();
    for (var file : new PathMatchingResourcePatternResolver().getResources(settings.recognised())) {
      others.add(
          read(
              "services/recognised/" + file.getFilename(),
              file.getContentAsString(StandardCharsets.UTF_8)));
    }
  }

  static Recognised read(String name, String text) {
    var file = FileReading.of(name, text, FIELDS);
    var format = file.text("format");
    if (!format.equals(Dcql.SD_JWT_VC) && !format.equals(Dcql.MDOC)) {
      throw file.fault("format", "must be dc+sd-jwt or mso_mdoc");
    }
    var facts = new EnumMap<Fact, ClaimPath>(Fact.class);
    var part = file.part("facts");
    for (var key : part.names()) {
      var fact = Fact.named(key).orElseThrow(() -> file.fault("facts", "name no fact " + key));
      facts.put(fact, path(part, key));
    }
    return new Recognised(
        file.text("id"), format, file.texts("types"), file.words("name"), facts, false);
  }

  private static ClaimPath path(FileReading file, String key) {
    var parts = new ArrayList<ClaimPath.Part>();
    for (var part : file.list(key)) {
      parts.add(
          switch (part) {
            case null -> new ClaimPath.Part.All();
            case String text -> new ClaimPath.Part.Name(text);
            case Integer number -> new ClaimPath.Part.Index(number);
            default -> throw file.fault(key, "has a part that is none");
          });
    }
    return new ClaimPath(parts);
  }

  /// Everything recognised, our own first.
  List<Recognised> list() {
    var all = new ArrayList<Recognised>();
    for (var key : OURS) {
      types
          .find(key)
          .ifPresent(
              type -> {
                all.add(ours(type, CredentialFormat.SD_JWT_VC));
                all.add(ours(type, CredentialFormat.MDOC));
              });
    }
    all.addAll(others);
    return all;
  }

  Optional<Recognised> find(String id) {
    return list().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// The id of the query for one of our types, in the form that pages show.
  static String queryId(CredentialType type) {
    return type.key().replace('-', '_');
  }

  private Recognised ours(CredentialType type, CredentialFormat format) {
    boolean mdoc = format == CredentialFormat.MDOC;
    var facts = new EnumMap<Fact, ClaimPath>(Fact.class);
    for (var fact : Fact.values()) {
      if (type.claim(fact.key()).isPresent()) {
        facts.put(
            fact, mdoc ? ClaimPath.of(type.namespace(), fact.key()) : ClaimPath.of(fact.key()));
      }
    }
    return new Recognised(
        queryId(type) + (mdoc ? "_mdoc" : ""),
        format.identifier(),
        List.of(mdoc ? type.docType() : types.vct(type)),
        Map.of("en", type.name().english(), "zh-Hans", type.name().chinese()),
        facts,
        true);
  }

  /// The query for a purpose: any one credential that says all that is needed; the holder may add
  /// what is optional.
  Dcql query(AskingPurpose purpose) {
    var credentials = new ArrayList<Dcql.CredentialQuery>();
    var options = new ArrayList<List<String>>();
    for (var each : list()) {
      if (each.facts().keySet().containsAll(purpose.needed())) {
        credentials.add(query(each, purpose));
        options.add(List.of(each.id()));
      }
    }
    if (credentials.isEmpty()) {
      throw new IllegalStateException("nothing recognised says what " + purpose.id() + " needs");
    }
    var sets =
        credentials.size() == 1
            ? List.<Dcql.CredentialSet>of()
            : List.of(new Dcql.CredentialSet(options, true));
    return new Dcql(credentials, sets);
  }

  private static Dcql.CredentialQuery query(Recognised type, AskingPurpose purpose) {
    var extra = purpose.optional().stream().filter(type.facts()::containsKey).toList();
    var claims = new ArrayList<Dcql.ClaimQuery>();
    boolean mdoc = type.format().equals(Dcql.MDOC);
    boolean named = !sets(purpose, extra).isEmpty();
    for (var fact : purpose.needed()) {
      claims.add(claim(type, fact, named, mdoc));
    }
    for (var fact : extra) {
      claims.add(claim(type, fact, true, mdoc));
    }
    var sets = sets(purpose, extra);
    return new Dcql.CredentialQuery(
        type.id(), type.format(), type.types(), false, true, List.of(), claims, sets);
  }

  /// A wallet that chooses by itself chooses the first it can: the least, then less of a name for
  /// those who have but one.
  private static List<List<String>> sets(AskingPurpose purpose, List<Fact> extra) {
    var needed = purpose.needed().stream().map(Fact::key).toList();
    var sets = new ArrayList<List<String>>();
    sets.add(needed);
    if (!extra.isEmpty()) {
      var all = new ArrayList<>(needed);
      extra.forEach(fact -> all.add(fact.key()));
      sets.add(all);
    }
    var halves = List.of(Fact.SURNAME.key(), Fact.GIVEN_NAMES.key());
    if (needed.containsAll(halves)) {
      for (var half : halves) {
        sets.add(needed.stream().filter(key -> !key.equals(half)).toList());
      }
    }
    return sets.size() == 1 ? List.of() : sets;
  }

  /// Whoever asks whether somebody is old enough has no use for a no, and no right to it.
  private static List<JsonNode> wanted(Fact fact) {
    return AGES.contains(fact) ? List.of(BooleanNode.TRUE) : List.of();
  }

  private static Dcql.ClaimQuery claim(Recognised type, Fact fact, boolean named, boolean mdoc) {
    var path = type.facts().get(fact);
    if (path == null) {
      throw new IllegalStateException(type.id() + " does not say " + fact);
    }
    return new Dcql.ClaimQuery(
        named ? fact.key() : null, path, wanted(fact), mdoc ? Boolean.FALSE : null);
  }
}
