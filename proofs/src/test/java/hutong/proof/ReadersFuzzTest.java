package hutong.proof;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.proof.cbor.Cbor;
import hutong.proof.cbor.CborReader;
import hutong.proof.cbor.CborWriter;
import hutong.proof.cbor.Cose;
import hutong.proof.cbor.CoseKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Garbage to every reader: a reason comes back, never another exception, never a flood of memory.
class ReadersFuzzTest {

  private static Random random() {
    long seed = new SecureRandom().nextLong();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  @Test
  void cbor_that_is_written_is_read_and_garbage_is_not() throws UnreadableException {
    var random = random();
    for (int i = 0; i < 4000; i++) {
      var item = item(random, 0);
      byte[] written = CborWriter.write(item);
      assertThat(CborWriter.write(CborReader.read(written, "x"))).isEqualTo(written);
      byte[] changed = written.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      survives(changed);
      survives(Arrays.copyOf(written, random.nextInt(written.length)));
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      survives(garbage);
    }
  }

  // Heads that promise far more than there is must not make room for it.
  @Test
  void a_promise_of_billions_costs_nothing() {
    var runtime = Runtime.getRuntime();
    for (int head : new int[] {0x5b, 0x7b, 0x9b, 0xbb, 0xdb}) {
      for (int i = 0; i < 1000; i++) {
        byte[] promise = new byte[64];
        Arrays.fill(promise, (byte) 0x7f);
        promise[0] = (byte) head;
        promise[1] = 0;
        promise[2] = 0;
        promise[3] = 0;
        promise[4] = 0;
        survives(promise);
      }
    }
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(900L << 20);
  }

  private static void survives(byte[] octets) {
    try {
      var item = CborReader.read(octets, "x");
      Cose.read(item, Cose.SIGN1, "x");
    } catch (UnreadableException expected) {
      assertThat(expected.finding().code()).isNotEmpty();
    }
    try {
      CoseKey.read(CborReader.read(octets, "x"), "x");
    } catch (UnreadableException expected) {
      assertThat(expected.finding().code()).isNotEmpty();
    }
  }

  private static Cbor item(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 8)) {
      case 0 -> Cbor.of(random.nextLong() >> random.nextInt(64));
      case 1 -> Cbor.of(octets(random, random.nextInt(300)));
      case 2 -> Cbor.of("text 互通 " + random.nextInt(99));
      case 3 -> Cbor.of(random.nextBoolean());
      case 4 -> new Cbor.Fraction(random.nextDouble());
      case 5 -> Cbor.list(items(random, depth));
      case 6 -> {
        var members = new ArrayList<Cbor.Member>();
        for (int i = 0; i < random.nextInt(6); i++) {
          members.add(Cbor.member(i, item(random, depth + 1)));
        }
        yield new Cbor.Members(members);
      }
      default -> Cbor.embedded(item(random, depth + 1));
    };
  }

  private static List<Cbor> items(Random random, int depth) {
    var items = new ArrayList<Cbor>();
    for (int i = 0; i < random.nextInt(6); i++) {
      items.add(item(random, depth + 1));
    }
    return items;
  }

  private static byte[] octets(Random random, int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  @Test
  void certificates_and_keys_survive_garbage() throws Exception {
    var random = random();
    byte[] certificate =
        TestPki.signer(TestPki.authority("C=UT,CN=a"), "C=UT,CN=b").certificate().getEncoded();
    var jwk = Json.write(SignatureKeys.generate().publicKey().json());
    for (int i = 0; i < 1500; i++) {
      byte[] changed = certificate.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        Certificates.key(Certificates.read(changed));
      } catch (UnreadableException expected) {
        assertThat(expected.finding().code()).isNotEmpty();
      }
      var text = new StringBuilder(jwk);
      text.setCharAt(random.nextInt(jwk.length()), (char) random.nextInt(128));
      try {
        Jwk.read(Json.object(text.toString(), Reason.KEY_UNREADABLE, "jwk"));
      } catch (UnreadableException expected) {
        assertThat(expected.finding().code()).isNotEmpty();
      }
      byte[] garbage = octets(random, 300);
      Jws.read(new String(garbage, StandardCharsets.ISO_8859_1));
      assertThat(Signatures.raw(garbage, 32)).isEmpty();
    }
  }
}
