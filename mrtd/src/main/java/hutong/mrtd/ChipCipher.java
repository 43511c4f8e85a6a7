package hutong.mrtd;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.params.KeyParameter;

/// The ciphers of secure messaging (Doc 9303 part 11, sections 9.7 and 9.8), weakest first.
enum ChipCipher {
  TRIPLE_DES(Hash.SHA1, 16, 8),
  AES_128(Hash.SHA1, 16, 16),
  AES_192(Hash.SHA256, 24, 16),
  AES_256(Hash.SHA256, 32, 16);

  private static final int MAC_KEY = 2;
  private static final int MAC_LENGTH = 8;

  private final Hash hash;
  private final int keyLength;
  private final int block;

  ChipCipher(Hash hash, int keyLength, int block) {
    this.hash = hash;
    this.keyLength = keyLength;
    this.block = block;
  }

  /// The key for checksums that follows from a shared secret.
  byte[] macKey(byte[] secret) {
    byte[] input = ByteBuffer.allocate(secret.length + 4).put(secret).putInt(MAC_KEY).array();
    return Arrays.copyOf(hash.of(input), keyLength);
  }

  /// The checksum over this counter and these bytes, which are padded here.
  byte[] mac(byte[] key, long counter, byte[] message) {
    byte[] padded = padded(message);
    byte[] input =
        ByteBuffer.allocate(block + padded.length)
            .putLong(block - Long.BYTES, counter)
            .put(block, padded)
            .array();
    Mac mac =
        this == TRIPLE_DES
            ? new ISO9797Alg3Mac(new DESEngine(), 64)
            : new CMac(AESEngine.newInstance());
    mac.init(new KeyParameter(key));
    mac.update(input, 0, input.length);
    byte[] value = new byte[mac.getMacSize()];
    mac.doFinal(value, 0);
    return Arrays.copyOf(value, MAC_LENGTH);
  }

  /// The bytes with 80 and zeros behind them, up to a whole block.
  byte[] padded(byte[] bytes) {
    byte[] out = Arrays.copyOf(bytes, (bytes.length / block + 1) * block);
    out[bytes.length] = (byte) 0x80;
    return out;
  }
}
