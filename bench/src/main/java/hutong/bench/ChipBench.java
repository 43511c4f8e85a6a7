package hutong.bench;

import com.sun.management.OperatingSystemMXBean;
import hutong.mrtd.CryptoProviders;
import hutong.mrtd.PassiveAuthentication;
import hutong.mrtd.Signatures;
import hutong.mrtd.TrustAnchors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whole chip verifications a second on one core, beside what the machine's OpenSSL needs for the
/// same two signatures: the country's over the signer's certificate, and the signer's over the
/// security object.
///
/// Each verification is one of a passport never seen before: its security object and its signer's
/// own certificate are parsed, its files are hashed, both signatures are checked, the profile, the
/// chain and the zone are judged. Only the country's certificate was read before. No signer recurs
/// within a round, and each round begins with a new trust store.
final class ChipBench {

  private static final int PASSPORTS = 256;
  private static final int ROUNDS = 8;
  private static final int PASSES = 7;
  private static final double WARM_UP_SECONDS = 10;
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private record Kind(
      String figure, String country, String signer, String hash, List<String> openssl) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "chip_verify_rsa", "rsa4096", "rsa2048", "SHA256", List.of("rsa4096", "rsa2048")),
          new Kind(
              "chip_verify_p256",
              "secp256r1",
              "secp256r1",
              "SHA256",
              List.of("ecdsap256", "ecdsap256")),
          new Kind(
              "chip_verify_brainpool",
              "brainpoolP256r1",
              "brainpoolP256r1",
              "SHA256",
              List.of("ecdsabrp256r1", "ecdsabrp256r1")));

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ChipBench() {}

  static List<Figure> measure() throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Signatures signatures = CryptoProviders.fastest().signatures();
    for (Kind kind : KINDS) {
      var country = new InventedCountry(kind.country(), kind.signer());
      List<Map<String, byte[]>> passports = new ArrayList<>();
      for (int i = 0; i < PASSPORTS; i++) {
        passports.add(country.passport(i));
      }
      warmUp(country, passports, signatures);
      double ours = 0;
      double limit = 0;
      // Taken in turns, best of each: what else runs on the machine falls on both.
      for (int pass = 0; pass < PASSES; pass++) {
        ours = Math.max(ours, pass(country, passports, signatures));
        if (pass % 3 == 0) {
          limit = Math.max(limit, OpensslSpeed.inSequence(kind.openssl()));
        }
      }
      figures.add(Figure.of("identity." + kind.figure(), ours, limit, "/s and core"));
    }
    return figures;
  }

  private static void warmUp(
      InventedCountry country, List<Map<String, byte[]>> passports, Signatures signatures) {
    var threads = ManagementFactory.getThreadMXBean();
    long until = threads.getCurrentThreadCpuTime() + (long) (WARM_UP_SECONDS * 1e9);
    while (threads.getCurrentThreadCpuTime() < until) {
      pass(country, passports, signatures);
    }
  }

  private static double pass(
      InventedCountry country, List<Map<String, byte[]>> passports, Signatures signatures) {
    // The processor's clock is coarse: one reading of it for several rounds.
    List<TrustAnchors> stores = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      stores.add(TrustAnchors.builder(signatures).add("country", country.certificate()).build());
    }
    long began = processorTime();
    for (TrustAnchors trust : stores) {
      for (var files : passports) {
        var report = PassiveAuthentication.verify(files, trust, NOW, signatures);
        if (!report.verdict().genuine()) {
          throw new IllegalStateException("not genuine: " + report.codes());
        }
      }
    }
    return ROUNDS * passports.size() / ((processorTime() - began) / 1e9);
  }

  /// Of the whole program, collection of garbage and compilation included; `openssl speed` counts
  /// processor time, too.
  private static long processorTime() {
    return SYSTEM.getProcessCpuTime();
  }
}
