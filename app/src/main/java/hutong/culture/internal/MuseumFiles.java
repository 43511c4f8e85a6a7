package hutong.culture.internal;

import hutong.culture.Museum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The museums of `services/museums`, read once. A file that does not hold stops the start.
@Component
class MuseumFiles {

  private static final String FILES = "classpath*:services/museums/*.yaml";

  private final Map<String, Museum> museums = new LinkedHashMap<>();

  MuseumFiles(ResourcePatternResolver resources) throws IOException {
    var files =
        List.of(resources.getResources(FILES)).stream()
            .map(resource -> read(resource))
            .sorted(
                Comparator.comparing((Museum m) -> m.sale().walkIn())
                    .thenComparing(m -> m.name().english()))
            .toList();
    if (files.isEmpty() || files.size() > CultureLimits.MUSEUMS) {
      throw new IllegalStateException("services/museums holds " + files.size() + " files");
    }
    files.forEach(museum -> museums.put(museum.key(), museum));
  }

  List<Museum> list() {
    return List.copyOf(museums.values());
  }

  Optional<Museum> find(String key) {
    return Optional.ofNullable(museums.get(key));
  }

  private static Museum read(Resource resource) {
    var name = String.valueOf(resource.getFilename());
    try {
      return MuseumFile.read(name, resource.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Fact.Broken(name, "cannot be read");
    }
  }
}
