package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.internal.DocumentViews.FileRow;
import hutong.identity.internal.DocumentViews.TrustPage;
import hutong.mrtd.Finding;
import hutong.web.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The operator's page of what chips are checked against.
@Controller
class TrustPages {

  private static final String PAGE = "redirect:/console/trust";
  private static final int REMARKS = 100;

  private final TrustService trust;

  TrustPages(TrustService trust) {
    this.trust = trust;
  }

  @GetMapping("/console/trust")
  ModelAndView show() {
    var anchors = trust.anchors();
    var files =
        trust.files().stream()
            .map(
                file ->
                    new FileRow(
                        file.id(), file.name(), file.kind(), file.importedAt(), file.importedBy()))
            .toList();
    return new ModelAndView(
        "identity/trust",
        "page",
        new TrustPage(
            List.copyOf(anchors.countries().keySet()),
            anchors.report().certificates(),
            anchors.report().crls(),
            files,
            anchors.report().findings().stream().limit(REMARKS).map(TrustPages::remark).toList()));
  }

  private static String remark(Finding finding) {
    return finding.where() + ": " + finding.code();
  }

  @PostMapping("/console/trust")
  String load(@RequestParam(required = false) @Nullable MultipartFile file, Actor actor) {
    if (file == null || file.isEmpty() || file.getSize() > DocumentLimits.TRUST_FILE_BYTES) {
      throw Problem.of("document", "TRUST_FILE_EMPTY", HttpStatus.UNPROCESSABLE_CONTENT).stop();
    }
    var name = String.valueOf(file.getOriginalFilename()).replaceAll("[^\\w.-]", "_");
    try {
      trust.load(
          name.substring(0, Math.min(name.length(), 100)),
          file.getBytes(),
          actor.account().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PAGE;
  }

  @PostMapping("/console/trust/{id}/remove")
  String remove(@PathVariable UUID id, Actor actor) {
    trust.remove(id, actor.account().toString());
    return PAGE;
  }
}
