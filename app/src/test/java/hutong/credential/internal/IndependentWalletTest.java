package hutong.credential.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.credential.Credentials;
import hutong.credential.IssuerTrust;
import hutong.identity.internal.ChipKey;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtVerifier;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/// A wallet that is not ours (`app/wallet`, the OpenWallet Foundation's client library) receives
/// credentials.
@HutongTest
class IndependentWalletTest {

  private static final File WALLET = new File("wallet");

  @Autowired TestPeople people;
  @Autowired ChipKey chips;
  @Autowired Credentials credentials;
  @Autowired IssuerTrust trust;
  @Autowired Environment environment;

  private TestPerson maria() {
    var maria = people.traveller();
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    return maria;
  }

  private Process start(String... arguments) throws IOException {
    var platform = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    var command = new ArrayList<>(List.of("node", "wallet.mjs", platform));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(WALLET)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static JsonNode line(BufferedReader output) throws IOException {
    return Json.MAPPER.readTree(Objects.requireNonNull(output.readLine(), "the wallet gave up"));
  }

  private void holdsTwo(JsonNode got, Process wallet) throws InterruptedException {
    assertThat(got.get("tokenType").stringValue()).isEqualTo("DPoP");
    assertThat(got.get("credentials").size()).isEqualTo(2);
    var verifier =
        new SdJwtVerifier(hutong.proof.IssuerTrust.certificates(new HashSet<>(trust.anchors())));
    for (var each : got.get("credentials")) {
      var reading = verifier.verify(each.stringValue(), SdJwtExpectation.issued(Instant.now()));
      assertThat(reading.findings()).isEmpty();
    }
    assertThat(wallet.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(wallet.exitValue()).isZero();
  }

  @Test
  void it_scans_the_code_and_types_the_digits() throws Exception {
    var maria = maria();
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    var page = maria.follow(maria.post("/me/credentials/" + held.id() + "/offer")).document();
    var digits = page.select(".amount").text().replace(" ", "");
    var direct = page.select("a[href^=openid-credential-offer]").attr("href");
    var wallet = start(direct, "verified-traveller.sd-jwt", digits);
    try (var output = wallet.inputReader(StandardCharsets.UTF_8)) {
      holdsTwo(line(output), wallet);
    } finally {
      wallet.destroy();
    }
  }

  @Test
  void it_asks_and_she_agrees() throws Exception {
    var maria = maria();
    var offer = offers.invitation(IssuerProfile.OPEN, List.of("verified-traveller.sd-jwt"));
    var wallet = start(offer, "verified-traveller.sd-jwt");
    try (var output = wallet.inputReader(StandardCharsets.UTF_8);
        var input = wallet.outputWriter(StandardCharsets.UTF_8)) {
      var address = URI.create(line(output).get("authorize").stringValue());
      var begun = maria.get(address.getRawPath() + "?" + address.getRawQuery());
      var item = maria.follow(begun).document().select("input[name=item]").attr("value");
      var decided = maria.post(begun.location(), "decision", "allow", "item", item);
      input.write(decided.header("Location") + "\n");
      input.flush();
      holdsTwo(line(output), wallet);
    } finally {
      wallet.destroy();
    }
  }

  @Autowired OfferService offers;
}
