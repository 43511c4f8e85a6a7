package hutong.web.internal;

import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
class CollectedConsolePlaces implements ConsolePlaces {

  private final ObjectProvider<ConsoleEntry> entries;

  CollectedConsolePlaces(ObjectProvider<ConsoleEntry> entries) {
    this.entries = entries;
  }

  @Override
  public List<Choice> list(Words words) {
    var home = new Choice("/console", words.t("web.console.home"), null, Icon.HOME);
    return Stream.concat(
            Stream.of(home),
            entries().stream()
                .map(e -> new Choice(e.path(), words.t(e.titleKey()), null, e.icon())))
        .toList();
  }

  @Override
  public List<ConsoleEntry> entries() {
    return entries.stream().sorted(Comparator.comparing(ConsoleEntry::path)).toList();
  }
}
