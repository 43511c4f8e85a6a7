package hutong.credential.internal;

import hutong.credential.CredentialType;
import hutong.credential.CredentialType.Claim;
import hutong.credential.CredentialType.Naming;
import hutong.credential.CredentialTypes;
import hutong.web.Icon;
import hutong.web.WebSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// The types of `services/credentials`, read once. A file that does not hold stops the start.
@Component
class TypeFiles implements CredentialTypes {

  private static final String FILES = "classpath*:services/credentials/*.yaml";
  private static final Set<String> PARTS =
      Set.of(
          "key",
          "order",
          "name",
          "purpose",
          "icon",
          "colour",
          "doctype",
          "namespace",
          "stated",
          "valid",
          "claims");
  private static final Set<String> CLAIM_PARTS = Set.of("name", "kind", "always", "moves", "paper");

  /// Names that mean something else in an SD-JWT VC.
  private static final Set<String> TAKEN =
      Set.of(
          "iss",
          "sub",
          "aud",
          "iat",
          "nbf",
          "exp",
          "jti",
          "cnf",
          "vct",
          "vct#integrity",
          "status",
          "_sd",
          "_sd_alg",
          "...");

  private final Map<String, CredentialType> types = new LinkedHashMap<>();
  private final String base;

  TypeFiles(ResourcePatternResolver resources, WebSettings web) throws IOException {
    base = web.publicUrl() + "/credentials/types/";
    record Ordered(int order, CredentialType type) {}
    var read = new ArrayList<Ordered>();
    for (var resource : resources.getResources(FILES)) {
      var file = String.valueOf(resource.getFilename());
      var root = root(file, resource);
      read.add(new Ordered(whole(file, root, "order"), type(file, root)));
    }
    if (read.isEmpty() || read.size() > CredentialLimits.TYPES) {
      throw new IllegalStateException("services/credentials holds " + read.size() + " files");
    }
    read.sort(Comparator.comparingInt(Ordered::order));
    read.forEach(each -> types.put(each.type().key(), each.type()));
  }

  @Override
  public List<CredentialType> list() {
    return List.copyOf(types.values());
  }

  @Override
  public Optional<CredentialType> find(String key) {
    return Optional.ofNullable(types.get(key));
  }

  @Override
  public String vct(CredentialType type) {
    return base + type.key();
  }

  private static Map<?, ?> root(String file, Resource resource) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(CredentialLimits.FILE_BYTES);
    try {
      var yaml = resource.getContentAsString(StandardCharsets.UTF_8);
      Object node = new Yaml(new SafeConstructor(options)).load(yaml);
      return map(file, "", node);
    } catch (IOException | YAMLException e) {
      throw broken(file, "", "cannot be read: " + e.getMessage());
    }
  }

  private static CredentialType type(String file, Map<?, ?> root) {
    only(file, "", root, PARTS);
    var key = text(file, root, "key");
    if (!file.equals(key + ".yaml") || !key.matches("[a-z][a-z-]{2,40}")) {
      throw broken(file, "key", "must be the name of the file");
    }
    var claims = new ArrayList<Claim>();
    map(file, "claims", root.get("claims"))
        .forEach((name, node) -> claims.add(claim(file, String.valueOf(name), node)));
    if (claims.isEmpty()) {
      throw broken(file, "claims", "are missing");
    }
    try {
      return new CredentialType(
          key,
          naming(file, root, "name"),
          naming(file, root, "purpose"),
          Icon.valueOf(text(file, root, "icon")),
          text(file, root, "colour"),
          text(file, root, "doctype"),
          text(file, root, "namespace"),
          Boolean.TRUE.equals(root.get("stated")),
          Period.parse(text(file, root, "valid")),
          claims);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw broken(file, "icon or valid", "is not known: " + e.getMessage());
    }
  }

  private static Claim claim(String file, String key, @Nullable Object node) {
    var path = "claims." + key;
    if (TAKEN.contains(key) || !key.matches("[a-z][a-z0-9_]{0,60}")) {
      throw broken(file, path, "cannot be the name of a claim");
    }
    var parts = map(file, path, node);
    only(file, path, parts, CLAIM_PARTS);
    var kind = text(file, parts, "kind").toUpperCase(Locale.ROOT);
    try {
      return new Claim(
          key,
          naming(file, parts, "name"),
          Claim.Kind.valueOf(kind),
          Boolean.TRUE.equals(parts.get("always")),
          Boolean.TRUE.equals(parts.get("moves")),
          Boolean.TRUE.equals(parts.get("paper")));
    } catch (IllegalArgumentException e) {
      throw broken(file, path + ".kind", "is not known");
    }
  }

  private static Naming naming(String file, Map<?, ?> parent, String name) {
    var map = map(file, name, parent.get(name));
    only(file, name, map, Set.of("en", "zh-Hans"));
    return new Naming(text(file, map, "en"), text(file, map, "zh-Hans"));
  }

  private static String text(String file, Map<?, ?> parent, String name) {
    if (parent.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw broken(file, name, "must be a text");
  }

  private static int whole(String file, Map<?, ?> parent, String name) {
    if (parent.get(name) instanceof Integer number) {
      return number;
    }
    throw broken(file, name, "must be a whole number");
  }

  private static Map<?, ?> map(String file, String path, @Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw broken(file, path, "must be a mapping");
  }

  private static void only(String file, String path, Map<?, ?> map, Set<String> known) {
    for (var name : map.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        throw broken(file, path + "." + name, "is not known; known are " + known);
      }
    }
  }

  private static IllegalStateException broken(String file, String path, String reason) {
    return new IllegalStateException("services/credentials/" + file + ": " + path + " " + reason);
  }
}
