package hutong.toolkit;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import hutong.proof.Base64Url;
import hutong.proof.Certificates;
import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtVerifier;
import hutong.proof.StatusList;
import hutong.proof.StatusReference;
import hutong.proof.UnreadableException;
import hutong.proof.seal.CompactCode;
import hutong.proof.seal.SealReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `./hutong verify`: checks a code from paper, an ICAO seal or an SD-JWT with kept keys, offline.
///
/// The keys are a folder: `trust.json` as a Hutong publishes it at `/verify/trust.json`, and
/// certificates (`.pem`, `.cer`, `.crt`, `.der`) of those who make seals.
public final class VerifyPaper {

  static final int GENUINE = 0;
  static final int REFUSED = 1;

  /// Neither: a key or a status list is not there.
  static final int UNDECIDED = 2;
  static final int MISUSED = 64;

  private static final int LARGEST = 20_000_000;

  private final ObjectNode trust;
  private final List<X509Certificate> certificates;
  private final Instant now;

  public VerifyPaper(ObjectNode trust, List<X509Certificate> certificates, Instant now) {
    this.trust = trust;
    this.certificates = new ArrayList<>(certificates);
    for (var house : trust.path("issuers")) {
      for (var each : house.path("certificates")) {
        Base64Url.decode(each.asString(""))
            .flatMap(VerifyPaper::certificate)
            .ifPresent(this.certificates::add);
      }
    }
    this.now = now;
  }

  /// Ends with 0 genuine, 1 refused, 2 not decided for want of a key or list, 64 not understood.
  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = Path.of(System.getProperty("user.home"), ".hutong", "trust");
    String fetch = null;
    String what = null;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--trust") && i + 1 < args.length) {
        folder = Path.of(args[++i]);
      } else if (args[i].equals("--fetch") && i + 1 < args.length) {
        fetch = args[++i];
      } else {
        what = args[i];
      }
    }
    if (fetch != null) {
      fetch(fetch, folder);
    }
    if (what == null) {
      if (fetch == null) {
        System.err.println("verify FILE|-|TEXT [--trust DIR] [--fetch URL]");
        System.exit(MISUSED);
      }
      return;
    }
    var kept = folder.resolve("trust.json");
    var trust = Json.object();
    if (Files.isRegularFile(kept)) {
      try {
        trust = Json.object(Files.readAllBytes(kept), Reason.KEY_MISSING, "trust.json");
      } catch (UnreadableException e) {
        System.err.println(kept + " cannot be read; fetch it again");
      }
    }
    var verifier = new VerifyPaper(trust, certificates(folder), InstantSource.system().instant());
    var answer = verifier.verify(text(what));
    System.out.println(Json.write(answer));
    System.exit(answer.path("exit").asInt(UNDECIDED));
  }

  /// The verdict: `exit`, `verdict`, `codes` with every finding, `content`, and `keysMade`.
  public ObjectNode verify(String given) {
    String text = given.strip();
    var findings = new ArrayList<Finding>();
    JsonNode content = Json.object();
    if (text.startsWith(CompactCode.PREFIX)) {
      var reading = CompactCode.verify(text, this::keyFor, now);
      findings.addAll(reading.findings());
      if (reading.content() != null) {
        content = reading.content().claims();
        status(Optional.ofNullable(reading.content().status()), findings);
      }
    } else if (text.contains("~") && text.startsWith("ey")) {
      var reading = new SdJwtVerifier(this::keyFor).verify(text, SdJwtExpectation.issued(now));
      findings.addAll(reading.findings());
      content = reading.claims();
      status(reading.status(), findings);
    } else {
      var reading = new SealReader(certificates).read(text, null, now);
      findings.addAll(reading.findings());
      content = Json.MAPPER.valueToTree(reading.fields());
    }
    return answer(findings, content);
  }

  private ObjectNode answer(List<Finding> findings, JsonNode content) {
    int exit =
        findings.isEmpty()
            ? GENUINE
            : findings.stream().allMatch(each -> OPEN.contains(each.reason()))
                ? UNDECIDED
                : REFUSED;
    var answer = Json.object();
    answer.put("exit", exit);
    answer.put("verdict", List.of("genuine", "refused", "undecided").get(exit));
    var codes = answer.putArray("codes");
    findings.stream().map(each -> each.reason().name()).distinct().forEach(codes::add);
    answer.set("content", content);
    answer.put("keysMade", trust.path("made").asString(""));
    return answer;
  }

  private static final Set<Reason> OPEN = Set.of(Reason.KEY_MISSING, Reason.STATUS_UNAVAILABLE);

  private Jwk keyFor(ObjectNode header, ObjectNode claims, Instant at) throws UnreadableException {
    var issuer = claims.path("iss").asString("");
    var kid = header.path("kid").asString("");
    for (var house : trust.path("issuers")) {
      if (house.path("issuer").asString("").equals(issuer)) {
        for (var key : house.path("keys")) {
          if (key.path("kid").asString("").equals(kid) && key instanceof ObjectNode jwk) {
            return Jwk.read(jwk);
          }
        }
      }
    }
    throw new UnreadableException(Reason.KEY_MISSING, "kid");
  }

  private void status(Optional<StatusReference> reference, List<Finding> findings) {
    if (reference.isEmpty()) {
      return;
    }
    try {
      var list = trust.path("statuses").path(reference.get().uri());
      if (list.isMissingNode() || over(list)) {
        findings.add(Finding.of(Reason.STATUS_UNAVAILABLE));
      } else if (StatusList.read(list).get(reference.get().index()) != StatusList.VALID) {
        findings.add(Finding.of(Reason.REVOKED));
      }
    } catch (UnreadableException e) {
      findings.add(e.finding());
    }
  }

  /// A list kept for longer than it holds tells nothing of those revoked since.
  private boolean over(JsonNode list) {
    return list.has("exp") && now.getEpochSecond() >= list.path("exp").asLong(0);
  }

  private static String text(String what) throws IOException {
    if (what.equals("-")) {
      return new String(System.in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
    var file = what.length() < 1_000 && !what.startsWith("HT1:") ? Path.of(what) : Path.of("");
    if (!Files.isRegularFile(file)) {
      return what;
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST);
    }
    var picture = ImageIO.read(new ByteArrayInputStream(bytes));
    if (picture == null) {
      return new String(
          bytes,
          bytes.length > 0 && bytes[0] == (byte) 0xdc
              ? StandardCharsets.ISO_8859_1
              : StandardCharsets.UTF_8);
    }
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    try {
      var formats =
          List.of(
              BarcodeFormat.QR_CODE,
              BarcodeFormat.DATA_MATRIX,
              BarcodeFormat.AZTEC,
              BarcodeFormat.PDF_417);
      return new MultiFormatReader()
          .decode(
              bitmap,
              Map.of(DecodeHintType.POSSIBLE_FORMATS, formats, DecodeHintType.TRY_HARDER, true))
          .getText();
    } catch (NotFoundException e) {
      return "";
    }
  }

  private static Optional<X509Certificate> certificate(byte[] encoded) {
    try {
      return Optional.of(Certificates.read(encoded));
    } catch (UnreadableException _) {
      return Optional.empty();
    }
  }

  private static List<X509Certificate> certificates(Path folder) throws IOException {
    var found = new ArrayList<X509Certificate>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (var files = Files.list(folder)) {
      for (var file :
          files.filter(each -> each.toString().matches(".*[.](pem|cer|crt|der)")).toList()) {
        try (var in = Files.newInputStream(file)) {
          for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            if (each instanceof X509Certificate certificate) {
              found.add(certificate);
            }
          }
        } catch (CertificateException e) {
          System.err.println(file + " holds no certificate");
        }
      }
    }
    return found;
  }

  private static void fetch(String url, Path folder) throws IOException, InterruptedException {
    var address = URI.create(url.replaceAll("/+$", "") + "/verify/trust.json");
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(address + " answered " + answer.statusCode());
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("trust.json"), answer.body());
    }
  }
}
