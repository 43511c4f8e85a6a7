package hutong.sandbox.authority;

import hutong.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An issued passport: what is printed on it and what its chip holds.
// Bytes on their way out, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Passport(
    String id,
    Holder holder,
    Variant variant,
    ChipAlgorithm algorithm,
    List<String> mrz,
    Map<String, byte[]> files,
    byte[] portrait) {

  /// The chip's files as a reader hands them on.
  public Map<String, String> encodedFiles() {
    var encoded = new LinkedHashMap<String, String>();
    files.forEach((name, file) -> encoded.put(name, Base64.getEncoder().encodeToString(file)));
    return encoded;
  }

  Map<String, Object> json() {
    return Json.object(
        "id",
        id,
        "files",
        encodedFiles(),
        "mrz",
        mrz,
        "variant",
        variant.word(),
        "algorithm",
        algorithm.word(),
        "sandbox",
        true);
  }

  byte[] zip() {
    var named = new LinkedHashMap<String, byte[]>();
    files.forEach(
        (name, file) -> named.put((name.startsWith("DG") ? name : "EF." + name) + ".bin", file));
    named.put("MRZ.txt", (String.join("\n", mrz) + "\n").getBytes(StandardCharsets.US_ASCII));
    named.put("portrait.jpg", portrait);
    return Trust.zip(named);
  }
}
