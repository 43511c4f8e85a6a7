package hutong.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.mrtd.ChipAnswer;
import hutong.mrtd.ChipChallenge;
import hutong.mrtd.ChipProof;
import hutong.mrtd.ChipReport;
import hutong.mrtd.PassiveAuthentication;
import hutong.mrtd.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// The reader against a chip in software, and the verifier of the platform behind it.
class ChipReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final AccessKey.Zone ZONE =
      new AccessKey.Zone(InventedPassport.NUMBER, InventedPassport.BIRTH, InventedPassport.EXPIRY);
  private static final AccessKey CAN = new AccessKey.CardNumber("123456");

  /// The platform's verifier without the platform.
  @NullUnmarked // what it was asked comes before what it was told
  private static final class Verifier implements Platform {
    private final TrustAnchors trust;
    private ChipChallenge challenge;
    private ChipReport report;

    Verifier(byte[] root) {
      trust = TrustAnchors.builder().add("root", root).build();
    }

    @Override
    public Challenge challenge(Map<String, byte[]> files) {
      challenge = ChipChallenge.make(files.get("DG14"), new SecureRandom());
      return challenge
          .agreement()
          .map(
              a ->
                  new Challenge("one", challenge.signCommand(), a.commands(), a.protectedCommand()))
          .orElseGet(() -> new Challenge("one", challenge.signCommand(), List.of(), null));
    }

    @Override
    public String hand(Map<String, byte[]> files, Transcript said) {
      var passive = PassiveAuthentication.verify(files, trust, NOW);
      var answer = new ChipAnswer(said.signed(), said.agreed());
      report = ChipProof.add(passive, files, challenge, answer);
      return report.verdict().name();
    }
  }

  private static VirtualChip chip(InventedPassport passport, Messaging cipher) {
    return new VirtualChip(InventedPassport.NUMBER, InventedPassport.BIRTH, InventedPassport.EXPIRY)
        .files(passport.files)
        .signs(passport.signing.getPrivate(), "SHA256withPLAIN-ECDSA")
        .agrees(passport.agreement.getPrivate(), cipher);
  }

  private static ChipReport read(
      InventedPassport passport, VirtualChip chip, AccessKey key, List<String> steps)
      throws ReadingException {
    var verifier = new Verifier(passport.trust);
    ChipReader.read(chip, key, verifier, steps::add);
    return verifier.report;
  }

  private static void assertGenuine(ChipReport report) {
    assertThat(report.codes())
        .contains("ACTIVE_AUTHENTICATION_HELD", "CHIP_AUTHENTICATION_HELD", "CHIP_GENUINE");
    assertThat(report.verdict().genuine()).isTrue();
    assertThat(report.mrz().orElseThrow().number()).isEqualTo(InventedPassport.NUMBER);
  }

  @Test
  void a_chip_is_opened_by_bac_and_proves_that_it_is_no_copy() throws ReadingException {
    var passport = new InventedPassport("1");
    List<String> steps = new ArrayList<>();
    assertGenuine(read(passport, chip(passport, Messaging.DES), ZONE, steps));
    assertThat(steps).contains("Opened by BAC");
  }

  @Test
  void a_chip_is_opened_by_pace_with_the_zone() throws ReadingException {
    var passport = new InventedPassport("2");
    List<String> steps = new ArrayList<>();
    var chip = chip(passport, Messaging.AES_128).pace("123456").withoutBac();
    assertGenuine(read(passport, chip, ZONE, steps));
    assertThat(steps).contains("Opened by PACE");
  }

  @Test
  void a_chip_is_opened_by_pace_with_the_card_number() throws ReadingException {
    var passport = new InventedPassport("4");
    List<String> steps = new ArrayList<>();
    var chip = chip(passport, Messaging.AES_256).pace("123456").withoutBac();
    assertGenuine(read(passport, chip, CAN, steps));
    assertThat(steps).contains("Opened by PACE");
  }

  @Test
  void a_copy_of_the_files_on_another_chip_is_found_out() throws ReadingException {
    var passport = new InventedPassport("2");
    var other = new InventedPassport("2");
    var copy =
        chip(passport, Messaging.AES_128)
            .signs(other.signing.getPrivate(), "SHA256withPLAIN-ECDSA")
            .agrees(other.agreement.getPrivate(), Messaging.AES_128);
    var report = read(passport, copy, ZONE, new ArrayList<>());
    assertThat(report.proof()).isEqualTo(ChipProof.Outcome.CLONE_SUSPECTED);
    assertThat(report.codes()).contains("ACTIVE_AUTHENTICATION_WRONG", "CHIP_PROOF_REFUSED");
  }

  @Test
  void what_is_wrong_is_said_to_whoever_stands_at_the_counter() {
    var passport = new InventedPassport("1");
    var wrong = new AccessKey.Zone("XK7Q20Z42", InventedPassport.BIRTH, InventedPassport.EXPIRY);
    assertReason(passport, chip(passport, Messaging.DES), wrong, "WRONG_KEY");
    assertReason(passport, chip(passport, Messaging.DES), CAN, "WRONG_KEY");
    var pace = chip(passport, Messaging.DES).pace("654321").withoutBac();
    assertReason(passport, pace, CAN, "WRONG_KEY");
    var lost = chip(passport, Messaging.DES).lostAfter(12);
    assertReason(passport, lost, ZONE, "CONNECTION_LOST");
    var empty =
        new VirtualChip(InventedPassport.NUMBER, InventedPassport.BIRTH, InventedPassport.EXPIRY);
    assertReason(passport, empty, ZONE, "NOT_A_DOCUMENT");
  }

  private static void assertReason(
      InventedPassport passport, VirtualChip chip, AccessKey key, String reason) {
    assertThatThrownBy(() -> read(passport, chip, key, new ArrayList<>()))
        .isInstanceOfSatisfying(
            ReadingException.class,
            e -> assertThat(e.reason().name()).as(e.getMessage()).isEqualTo(reason));
  }

  @Test
  void the_key_is_taken_from_the_printed_lines() {
    assertThat(AccessKey.fromLines(String.join("\n", InventedPassport.lines()))).isEqualTo(ZONE);
    var card =
        """
        I<UTOD231458907<<<<<<<<<<<<<<<
        7408122F1204159UTO<<<<<<<<<<<6
        ERIKSSON<<ANNA<MARIA<<<<<<<<<<""";
    assertThat(AccessKey.fromLines(card))
        .isEqualTo(new AccessKey.Zone("D23145890", "740812", "120415"));
    var longer =
        """
        I<UTOD23145890<7349<<<<<<<<<<<
        3407127M9507122UTO<<<<<<<<<<<2
        STEVENSON<<PETER<JOHN<<<<<<<<<""";
    assertThat(AccessKey.fromLines(longer))
        .isEqualTo(new AccessKey.Zone("D23145890734", "340712", "950712"));
    assertThatThrownBy(() -> AccessKey.fromLines("P<UTO"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wrong_options_are_named_and_no_reader_is_said() {
    var err = new ByteArrayOutputStream();
    var to = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(Reader.run(new String[] {"--colour", "red"}, to, to)).isEqualTo(2);
    assertThat(Reader.run(new String[] {"--can", "12"}, to, to)).isEqualTo(2);
    String[] whole = {"--can", "123456", "--session", "http://127.0.0.1:1/x", "--wait", "1"};
    assertThat(Reader.run(whole, to, to)).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("What is --colour?", "six digits");
  }
}
