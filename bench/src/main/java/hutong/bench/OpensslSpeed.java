package hutong.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `openssl speed` says a signature's check costs on this machine.
final class OpensslSpeed {

  private OpensslSpeed() {}

  /// How often a second these checks are done, one after the other, on one core.
  static double inSequence(List<String> algorithms) throws IOException, InterruptedException {
    Map<String, Double> measured = new HashMap<>();
    double seconds = 0;
    for (String algorithm : algorithms) {
      Double known = measured.get(algorithm);
      double rate = known == null ? verifications(algorithm) : known;
      measured.put(algorithm, rate);
      seconds += 1 / rate;
    }
    return 1 / seconds;
  }

  /// The line `+F2:number:bits:signs:checks` (RSA) or `+F4:...` (ECDSA), each a second of processor
  /// time.
  private static double verifications(String algorithm) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("openssl", "speed", "-mr", "-seconds", "1", algorithm)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("openssl speed " + algorithm + " failed");
    }
    for (var line : out.lines().toList()) {
      var fields = line.split(":");
      if (line.startsWith("+F2:") || line.startsWith("+F4:")) {
        return Double.parseDouble(fields[4]);
      }
    }
    throw new IOException("openssl speed " + algorithm + " says " + out);
  }
}
