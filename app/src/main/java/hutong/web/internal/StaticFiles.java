package hutong.web.internal;

import hutong.web.Assets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// Every file below `static/`, read, hashed and compressed once at start: they are few and small.
@Component
class StaticFiles implements Assets {

  private static final String ROOT = "/static/";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "bin", "application/octet-stream",
          "webmanifest", "application/manifest+json",
          "txt", "text/plain;charset=UTF-8");

  private final Map<String, StoredFile> byName = new HashMap<>();

  StaticFiles() {
    try {
      var found = new PathMatchingResourcePatternResolver().getResources("classpath*:static/**");
      for (var file : found) {
        var address = file.getURL().toString();
        if (file.isReadable() && !address.endsWith("/")) {
          var name = address.substring(address.lastIndexOf(ROOT) + ROOT.length());
          keep(URLDecoder.decode(name, StandardCharsets.UTF_8), file.getContentAsByteArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(String name, byte[] content) {
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type != null) {
      byName.put(name, StoredFile.of(type, content));
    }
  }

  @Override
  public String url(String file) {
    var stored = byName.get(file);
    if (stored == null) {
      throw new IllegalArgumentException("no file static/" + file);
    }
    return ROOT + stored.hash() + "/" + file;
  }

  /// The file of an address with or without its hash; null when there is none.
  @Nullable Found find(String path) {
    if (!path.startsWith(ROOT)) {
      return null;
    }
    var name = path.substring(ROOT.length());
    var plain = byName.get(name);
    if (plain != null) {
      return new Found(plain, false);
    }
    int slash = name.indexOf('/');
    var hashed = slash < 0 ? null : byName.get(name.substring(slash + 1));
    return hashed == null
        ? null
        : new Found(hashed, hashed.hash().equals(name.substring(0, slash)));
  }

  /// @param lasting whether its address changes when it does
  record Found(StoredFile file, boolean lasting) {}

  /// Bytes ready to be sent, plain and compressed.
  @SuppressWarnings("ArrayRecordComponent") // never compared, and copying would cost every answer
  record StoredFile(String type, String hash, byte[] plain, byte[] gzip) {

    static StoredFile of(String type, byte[] content) {
      return new StoredFile(type, hashOf(content), content, compressed(content));
    }

    String tag() {
      return "\"" + hash + "\"";
    }
  }

  static String hashOf(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] compressed(byte[] content) {
    var out = new ByteArrayOutputStream(content.length / 3);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
