package hutong.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What holds for every page, whoever made it: `PageChecks.assertSound(answer.document(), "en")`.
public final class PageChecks {

  private static final Set<String> UNLABELLED = Set.of("hidden", "submit");

  private PageChecks() {}

  public static void assertSound(Document page, String language) {
    var html = page.expectFirst("html");
    assertThat(html.attr("lang")).isEqualTo(language);
    assertThat(html.attr("dir")).isEqualTo(language.startsWith("ar") ? "rtl" : "ltr");
    assertThat(page.select("h1")).as("one heading of the page").hasSize(1);
    assertThat(page.select("main#content")).hasSize(1);
    assertThat(page.title()).contains("Hutong");
    assertThat(page.select("[style], style")).as("style in the page").isEmpty();
    assertThat(page.select("script:not([src])")).as("script in the page").isEmpty();
    assertThat(page.select(".button.primary")).as("one door a page").hasSizeLessThan(3);
    page.getAllElements().forEach(PageChecks::assertPlain);
    page.select("input, select, textarea").forEach(input -> assertLabelled(page, input));
    page.select("form[method=post]")
        .forEach(form -> assertThat(form.select("input[name=_csrf]")).as(form.id()).hasSize(1));
    assertIdsStandOnce(page);
  }

  private static void assertPlain(Element element) {
    assertThat(element.attributes())
        .as(element.tagName())
        .noneMatch(attribute -> attribute.getKey().startsWith("on"));
    if (element.tagName().equals("svg") && !element.hasParent()) {
      assertThat(element.hasAttr("aria-hidden") || element.hasAttr("aria-label")).isTrue();
    }
    if (element.tagName().equals("a")) {
      assertThat(name(element)).as("words of the link %s", element.attr("href")).isNotBlank();
    }
  }

  private static String name(Element element) {
    var pictures = element.select("[aria-label]").eachAttr("aria-label");
    return element.attr("aria-label") + element.text() + String.join(" ", pictures);
  }

  private static void assertLabelled(Document page, Element input) {
    if (UNLABELLED.contains(input.attr("type"))) {
      return;
    }
    boolean wrapped = input.closest("label") != null;
    var label = page.select("label").stream().filter(l -> l.attr("for").equals(input.id()));
    assertThat(wrapped || label.findAny().isPresent())
        .as("a label for %s", input.attr("name"))
        .isTrue();
  }

  private static void assertIdsStandOnce(Document page) {
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }
}
