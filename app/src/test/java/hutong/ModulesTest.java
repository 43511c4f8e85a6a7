package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/// The lines between the modules, and the pages in docs/modules that show them.
class ModulesTest {

  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          HutongApplication.class,
          JavaClass.Predicates.resideInAnyPackage(
              "hutong.mrtd..", "hutong.names..", "hutong.proof.."));
  private static final Path DOCS = Path.of("../docs/modules");

  /// Arrows only point down this list.
  private static final List<List<String>> TIERS =
      List.of(
          List.of("journey", "toolkit", "console", "insight"),
          List.of("entry", "lodging", "culture", "voucher", "paper", "settlement", "taxrefund"),
          List.of("booking", "payment", "partners"),
          List.of("presentation", "credential", "identity", "notice"),
          List.of("web", "language", "rules", "ledger", "audit", "vault", "command", "database"),
          List.of("kernel"));

  @Test
  void no_module_reaches_into_another() {
    MODULES.verify();
  }

  @Test
  void every_module_stands_in_a_tier_and_uses_only_lower_ones_or_its_neighbours() {
    MODULES.forEach(
        module -> {
          int tier = tier(module.getIdentifier().toString());
          assertThat(uses(module))
              .allSatisfy(name -> assertThat(tier(name)).isGreaterThanOrEqualTo(tier));
        });
  }

  @Test
  void the_pages_in_docs_modules_are_those_of_this_code() throws IOException {
    var pages = pages();
    if (Boolean.getBoolean("hutong.write-docs")) {
      Files.createDirectories(DOCS);
      for (var page : pages.entrySet()) {
        Files.writeString(DOCS.resolve(page.getKey()), page.getValue());
      }
    }
    for (var page : pages.entrySet()) {
      assertThat(DOCS.resolve(page.getKey()))
          .as("stale: run ./hutong docs")
          .hasContent(page.getValue());
    }
  }

  private static Map<String, String> pages() {
    return Map.of("README.md", picture());
  }

  private static String picture() {
    var arrows =
        MODULES.stream()
            .flatMap(
                module ->
                    uses(module).stream()
                        .filter(name -> !name.equals("kernel"))
                        .map(name -> "  " + module.getIdentifier() + " --> " + name))
            .sorted()
            .collect(Collectors.joining("\n"));
    var rows =
        MODULES.stream()
            .sorted(
                Comparator.comparingInt(
                        (ApplicationModule module) -> tier(module.getIdentifier().toString()))
                    .thenComparing(module -> module.getIdentifier().toString()))
            .map(
                module ->
                    "| `"
                        + module.getIdentifier()
                        + "` | "
                        + String.join(", ", uses(module))
                        + " |")
            .collect(Collectors.joining("\n"));
    return """
        # The modules

        Generated from the code; a test fails while this page shows anything else.
        Arrows only point down; every module may use `kernel`.

        ```mermaid
        graph TD
        %s
        ```

        | module | uses |
        |---|---|
        %s
        """
        .formatted(arrows, rows);
  }

  private static List<String> uses(ApplicationModule module) {
    return module
        .getDirectDependencies(MODULES)
        .uniqueModules()
        .map(used -> used.getIdentifier().toString())
        .sorted()
        .toList();
  }

  private static int tier(String module) {
    for (int tier = 0; tier < TIERS.size(); tier++) {
      if (TIERS.get(tier).contains(module)) {
        return tier;
      }
    }
    throw new AssertionError(module + " stands in no tier");
  }
}
