package hutong.language;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The languages that are spoken here.
public interface Languages {

  /// What a person can choose from.
  List<Language> offered();

  Words words(Language language);

  Words english();

  /// The words a Chinese clerk reads, shown beside the reader's own language.
  Words chinese();

  /// The keys of all messages.
  Set<String> keys();

  /// The best language for a chosen tag (may be absent) and an Accept-Language header.
  Language choose(@Nullable String chosenTag, @Nullable String acceptLanguage);
}
