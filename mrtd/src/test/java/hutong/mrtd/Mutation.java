package hutong.mrtd;

import java.util.Arrays;
import java.util.Random;

/// Bytes with a few faults: turned bits, cuts, insertions, parts copied over others.
final class Mutation {

  private Mutation() {}

  static byte[] of(byte[] bytes, Random random) {
    byte[] out = bytes.clone();
    for (int j = random.nextInt(3); j >= 0; j--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(6)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = (byte) random.nextInt(256);
        case 2 -> out = Arrays.copyOf(out, Math.max(1, at));
        case 3 ->
            out = Chip.join(Arrays.copyOf(out, at), Arrays.copyOfRange(out, at + 1, out.length));
        case 4 ->
            out =
                Chip.join(
                    Arrays.copyOf(out, at),
                    new byte[] {(byte) random.nextInt(256)},
                    Arrays.copyOfRange(out, at, out.length));
        default -> {
          int from = random.nextInt(out.length);
          int length = Math.min(random.nextInt(16), out.length - Math.max(at, from));
          System.arraycopy(out, from, out, at, length);
        }
      }
      if (out.length == 0) {
        return new byte[1];
      }
    }
    return out;
  }
}
