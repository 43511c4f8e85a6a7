package hutong.vault.internal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import hutong.vault.VaultSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/// The key that wraps all others. It lives outside the database, in a file or the environment.
@Component
class MasterKey {

  private static final int BYTES = 32;

  private final Aead aead;

  MasterKey(VaultSettings settings) {
    var given = settings.masterKey();
    byte[] key =
        given == null || given.isBlank()
            ? fromFile(settings.masterKeyFile())
            : Base64.getDecoder().decode(given.strip());
    if (key.length != BYTES) {
      throw new IllegalStateException("the master key is not " + BYTES + " bytes");
    }
    try {
      aead = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  byte[] wrap(byte[] key, String context) {
    try {
      return aead.encrypt(key, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot wrap a key", e);
    }
  }

  byte[] unwrap(byte[] wrapped, String context) {
    try {
      return aead.decrypt(wrapped, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key was wrapped by another master key: " + context, e);
    }
  }

  private static byte[] fromFile(Path file) {
    try {
      if (Files.exists(file)) {
        return Base64.getDecoder().decode(Files.readString(file).strip());
      }
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.SYNC);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the master key at " + file, e);
    }
  }
}
