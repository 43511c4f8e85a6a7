package hutong.language.internal;

import com.ibm.icu.util.LocaleMatcher;
import com.ibm.icu.util.LocalePriorityList;
import com.ibm.icu.util.ULocale;
import hutong.language.Language;
import hutong.language.Languages;
import hutong.language.Words;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The messages of every shipped language, read once from the class path.
@Component
class BundledLanguages implements Languages {

  private static final int LONGEST_HEADER = 200;

  private final Map<String, Words> byTag = new HashMap<>();
  private final LocaleMatcher matcher;
  private final List<Language> offered = new ArrayList<>(Language.SHIPPED);

  private final Set<String> keys;

  BundledLanguages(LanguageSettings settings) {
    var builder = LocaleMatcher.builder();
    for (var language : Language.SHIPPED) {
      byTag.put(language.tag(), new BundledWords(language, messages(language)));
      builder.addSupportedULocale(new ULocale(language.tag()));
    }
    matcher = builder.setDefaultULocale(ULocale.ENGLISH).build();
    var english = messages(Language.ENGLISH);
    keys = Set.copyOf(english.keySet());
    if (settings.pseudo()) {
      for (var language : Pseudo.ALL) {
        offered.add(language);
        byTag.put(language.tag(), new BundledWords(language, Pseudo.messages(language, english)));
      }
    }
  }

  @Override
  public List<Language> offered() {
    return List.copyOf(offered);
  }

  @Override
  public Words words(Language language) {
    var words = byTag.get(language.tag());
    if (words == null) {
      throw new IllegalArgumentException("not a shipped language: " + language.tag());
    }
    return words;
  }

  @Override
  public Words english() {
    return words(Language.ENGLISH);
  }

  @Override
  public Words chinese() {
    return words(Language.CHINESE);
  }

  @Override
  public Set<String> keys() {
    return keys;
  }

  @Override
  public Language choose(@Nullable String chosenTag, @Nullable String acceptLanguage) {
    if (chosenTag != null && byTag.containsKey(chosenTag)) {
      return words(chosenTag);
    }
    if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
      return Language.ENGLISH;
    }
    try {
      var wanted = LocalePriorityList.add(acceptLanguage).build();
      return words(matcher.getBestMatch(wanted).toLanguageTag());
    } catch (IllegalArgumentException unreadable) {
      return Language.ENGLISH;
    }
  }

  private Language words(String tag) {
    var words = byTag.get(tag);
    return words == null ? Language.ENGLISH : words.language();
  }

  private static Map<String, String> messages(Language language) {
    var all = new HashMap<String, String>();
    for (var file : files(language)) {
      var properties = new Properties();
      try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      properties.forEach((key, text) -> all.put((String) key, (String) text));
    }
    return all;
  }

  private static Resource[] files(Language language) {
    try {
      return new PathMatchingResourcePatternResolver()
          .getResources("classpath*:messages/*_" + language.tag() + ".properties");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
