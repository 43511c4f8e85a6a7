package hutong.partners.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// Reads the partners' files when the platform starts; one mistake, and it does not start.
@Component
class LoadPartnersJob {

  LoadPartnersJob(PartnerService partners, PartnerSettings settings) throws IOException {
    partners.load(read(settings.files()));
  }

  static List<PartnerFile> read(String pattern) throws IOException {
    var files = new ArrayList<PartnerFile>();
    for (var file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      var name = "services/partners/" + file.getFilename();
      files.add(PartnerFile.parse(name, file.getContentAsString(StandardCharsets.UTF_8)));
    }
    return files;
  }
}
