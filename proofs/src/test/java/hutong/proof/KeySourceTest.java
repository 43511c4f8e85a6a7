package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourceTest {

  private static final Path SOFTHSM = Path.of("/usr/lib/softhsm/libsofthsm2.so");

  @Test
  void the_latest_key_of_a_folder_signs_and_all_are_published(@TempDir Path folder) {
    var first = TestPki.pair("secp256r1");
    var authority = TestPki.authority("C=UT,CN=a");
    var second = TestPki.signer(authority, "C=UT,CN=b");
    FileKeySource.write(folder, "2026-01", first.getPrivate(), List.of());
    FileKeySource.write(
        folder,
        "2026-07",
        second.pair().getPrivate(),
        List.of(second.certificate(), authority.certificate()));
    var keys = FileKeySource.of(folder);
    assertThat(keys.current().id()).isEqualTo("2026-07");
    assertThat(keys.current().chain()).hasSize(2);
    assertThat(keys.published().keys()).hasSize(2);
    assertThat(Jwk.of(first.getPublic()).thumbprint())
        .isEqualTo(keys.find("2026-01").orElseThrow().publicKey().thumbprint());
    sound(keys);
  }

  @Test
  void a_key_that_is_not_that_of_its_certificate_is_refused(@TempDir Path folder) {
    var signer = TestPki.signer(TestPki.authority("C=UT,CN=a"), "C=UT,CN=b");
    FileKeySource.write(
        folder, "x", TestPki.pair("secp256r1").getPrivate(), List.of(signer.certificate()));
    assertThatThrownBy(() -> FileKeySource.of(folder)).isInstanceOf(KeyUnavailableException.class);
  }

  @Test
  void keys_that_have_no_encoding_sign_inside_their_token() throws Exception {
    var authority = TestPki.authority("C=UT,CN=a");
    var first = TestPki.signer(authority, "C=UT,CN=b");
    var second = TestPki.signer(authority, "C=UT,CN=c");
    var token =
        new ProgrammedToken()
            .holding("issuer-1", first.pair().getPrivate(), List.of(first.certificate()))
            .holding(
                "issuer-2",
                second.pair().getPrivate(),
                List.of(second.certificate(), authority.certificate()))
            .holding("other", authority.pair().getPrivate(), List.of(authority.certificate()));
    var store = KeyStore.getInstance("PKCS11", token);
    store.load(null, null);
    var keys = Pkcs11KeySource.of(store, "issuer", token);
    assertThat(keys.keys().stream().map(SignatureKey::id)).containsExactly("issuer-2", "issuer-1");
    assertThat(keys.current().chain()).hasSize(2);
    sound(keys);
    // A certificate that signs itself is only a shell for the key.
    assertThat(Pkcs11KeySource.of(store, "other", token).current().chain()).isEmpty();
    assertThatThrownBy(() -> Pkcs11KeySource.of(store, "none", token))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static void sound(KeySource source) {
    for (var key : source.keys()) {
      byte[] content = "content".getBytes(StandardCharsets.UTF_8);
      byte[] signature = key.sign(content);
      assertThat(Signatures.fault(key.algorithm(), key.publicKey(), content, signature)).isEmpty();
      assertThat(Json.write(key.publicKey().json())).doesNotContain("\"d\"");
    }
  }

  /// Runs where a software token is installed (`apt-get install softhsm2 opensc`).
  @Test
  void keys_in_a_token_sign_without_leaving_it(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(Files.exists(SOFTHSM) && Files.exists(Path.of("/usr/bin/pkcs11-tool")));
    var settings =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = " + Files.createDirectories(folder.resolve("tokens")) + "\n");
    run(
        settings,
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "hutong",
        "--pin",
        "1234",
        "--so-pin",
        "4321");
    var signer = TestPki.signer(TestPki.authority("C=UT,CN=a"), "C=UT,CN=b");
    var key = Files.write(folder.resolve("key.der"), signer.pair().getPrivate().getEncoded());
    var certificate = Files.write(folder.resolve("cert.der"), signer.certificate().getEncoded());
    for (var object : List.of(key, certificate)) {
      run(
          settings,
          "pkcs11-tool",
          "--module",
          SOFTHSM.toString(),
          "--login",
          "--pin",
          "1234",
          "--write-object",
          object.toString(),
          "--type",
          object.equals(key) ? "privkey" : "cert",
          "--id",
          "01",
          "--label",
          "issuer-1");
    }
    // The token's library reads its settings from the environment of the process.
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    run(
        settings,
        java,
        "-cp",
        System.getProperty("java.class.path"),
        TokenProgram.class.getName(),
        SOFTHSM.toString());
  }

  private static void run(Path settings, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("SOFTHSM2_CONF", settings.toString()));
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
  }

  /// Opens the token, signs with its key, and ends with a failure when anything is wrong.
  static final class TokenProgram {
    public static void main(String[] arguments) {
      var token = new Pkcs11KeySource.Token(Path.of(arguments[0]), 0, "issuer");
      var keys = Pkcs11KeySource.open(token, "1234".toCharArray());
      sound(keys);
      assertThat(keys.current().id()).isEqualTo("issuer-1");
      assertThat(keys.keys().stream().map(SignatureKey::id).toList())
          .isEqualTo(List.copyOf(Set.of("issuer-1")));
      assertThatThrownBy(
              () ->
                  Pkcs11KeySource.open(
                      new Pkcs11KeySource.Token(Path.of(arguments[0]), 0, "none"),
                      "1234".toCharArray()))
          .isInstanceOf(KeyUnavailableException.class);
    }

    private TokenProgram() {}
  }
}
