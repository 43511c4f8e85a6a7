package hutong.rules.internal;

import hutong.rules.RuleSet;
import hutong.rules.Rules;
import hutong.rules.Ruling;
import hutong.rules.VectorRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Keeps the rule sets that run. Public for [Rules#bundled()] only.
public final class RuleShelf implements Rules {

  private static final String BUNDLED = "classpath*:services/rules/";

  /// A set, and the examples that stand beside it.
  private record Shelved(RunningSet set, Vectors vectors) {}

  private final @Nullable Path directory;
  private volatile @Nullable Map<String, Shelved> running;
  private volatile List<String> refused = List.of();

  private RuleShelf(@Nullable Path directory) {
    this.directory = directory;
  }

  public static Rules bundled() {
    return new RuleShelf(null);
  }

  /// The bundled sets; a file of the same name in the directory takes the place of the bundled one.
  static RuleShelf with(@Nullable Path directory) {
    return new RuleShelf(directory);
  }

  @Override
  public Ruling decide(String rule, Map<String, ?> facts, LocalDate asOf) {
    var shelved = running().get(rule);
    return shelved == null
        ? new Ruling.Refused(List.of(new Ruling.Fault("rule", "NO_SUCH_RULE")))
        : shelved.set().decide(facts, asOf);
  }

  @Override
  public List<RuleSet> list() {
    return running().values().stream().map(shelved -> shelved.set().shown()).toList();
  }

  @Override
  public Optional<RuleSet> find(String rule) {
    return Optional.ofNullable(running().get(rule)).map(shelved -> shelved.set().shown());
  }

  @Override
  public VectorRun tryVectors(String rule) {
    var shelved = running().get(rule);
    return shelved == null
        ? new VectorRun(rule, 0, List.of(), Duration.ZERO)
        : shelved.vectors().run(shelved.set());
  }

  @Override
  public List<String> refusedFiles() {
    running();
    return refused;
  }

  @Override
  public synchronized void reload() {
    var next = bundledSets();
    var old = running;
    var faults = new ArrayList<String>();
    if (directory != null && Files.isDirectory(directory)) {
      for (var id : overridden(directory, faults)) {
        try {
          next.put(id, override(id, directory));
        } catch (RuleFileRefused e) {
          faults.add(e.reason());
          if (old != null && old.containsKey(id)) {
            next.put(id, old.get(id));
          }
        }
      }
    }
    refused = List.copyOf(faults);
    running = java.util.Collections.unmodifiableMap(next);
  }

  /// Reads everything and compiles every model, so that nobody's question waits for it.
  void warmUp() {
    running().values().forEach(shelved -> shelved.set().warmUp());
  }

  private Map<String, Shelved> running() {
    var now = running;
    if (now == null) {
      synchronized (this) {
        if (running == null) {
          reload();
        }
        now = java.util.Objects.requireNonNull(running);
      }
    }
    return now;
  }

  private static Map<String, Shelved> bundledSets() {
    var sets = new TreeMap<String, Shelved>();
    try {
      var files = new PathMatchingResourcePatternResolver().getResources(BUNDLED + "*.yaml");
      for (var file : files) {
        var name = String.valueOf(file.getFilename());
        if (!name.endsWith(".vectors.yaml")) {
          var id = name.replaceFirst("\\.yaml$", "");
          sets.put(id, shelve(id, "bundled", RuleShelf::bundledFile));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sets;
  }

  private static byte[] bundledFile(String name) {
    try (var in = RuleShelf.class.getResourceAsStream("/services/rules/" + name)) {
      if (in == null) {
        throw new RuleFileRefused(name, 0, "is not there");
      }
      return in.readNBytes(RulesLimits.FILE_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> overridden(Path directory, List<String> faults) {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[a-z0-9-]{1,60}(\\.vectors)?\\.(yaml|dmn)"))
          .map(name -> name.replaceFirst("\\..*", ""))
          .distinct()
          .sorted()
          .limit(RulesLimits.SETS)
          .toList();
    } catch (IOException e) {
      faults.add(directory + ": cannot be read");
      return List.of();
    }
  }

  private static Shelved override(String id, Path directory) {
    var shelved =
        shelve(
            id,
            directory.toString(),
            name -> {
              var file = directory.resolve(name);
              return Files.isRegularFile(file) ? read(file) : bundledFile(name);
            });
    try {
      shelved.set().warmUp();
    } catch (Dmn.ModelRefused e) {
      throw new RuleFileRefused(id + ".dmn", 0, e.code() + " " + String.join("; ", e.errors()));
    }
    var run = shelved.vectors().run(shelved.set());
    if (!run.passed()) {
      var first = run.failures().isEmpty() ? "there is none" : run.failures().getFirst().toString();
      throw new RuleFileRefused(id + ".vectors.yaml", 0, "an example fails: " + first);
    }
    return shelved;
  }

  private static byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(RulesLimits.FILE_BYTES + 1);
    } catch (IOException e) {
      throw new RuleFileRefused(String.valueOf(file.getFileName()), 0, "cannot be read");
    }
  }

  /// Reads a file by its name.
  private interface Reader {
    byte[] read(String name);
  }

  private static Shelved shelve(String id, String origin, Reader files) {
    var yaml = files.read(id + ".yaml");
    var file = SetFile.read(id + ".yaml", yaml);
    if (!file.model().matches("[a-z0-9-]{1,60}\\.dmn")) {
      throw new RuleFileRefused(id + ".yaml", 0, "'" + file.model() + "' is no model's file name");
    }
    var dmn = files.read(file.model());
    var vectors = Vectors.read(id + ".vectors.yaml", files.read(id + ".vectors.yaml"));
    var set = new RunningSet(file, version(yaml, dmn), origin, once(file, dmn));
    return new Shelved(set, vectors);
  }

  private static Supplier<Dmn> once(SetFile file, byte[] xml) {
    return new Supplier<>() {
      private volatile @Nullable Dmn compiled;

      @Override
      public Dmn get() {
        var ready = compiled;
        return ready != null ? ready : compileOnce();
      }

      private synchronized Dmn compileOnce() {
        var ready = compiled;
        if (ready == null) {
          ready = compile(file, xml);
          compiled = ready;
        }
        return ready;
      }
    };
  }

  private static Dmn compile(SetFile file, byte[] xml) {
    var dmn = Dmn.compile(xml);
    if (!dmn.errors().isEmpty()) {
      throw new Dmn.ModelRefused("MODEL_NOT_READ", dmn.errors());
    }
    if (dmn.model().getDecisionByName(file.decision()) == null) {
      throw new Dmn.ModelRefused("NO_SUCH_DECISION", List.of(file.decision()));
    }
    return dmn;
  }

  private static String version(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      Arrays.stream(parts).forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
