package hutong.reader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// The ciphers of secure messaging as Doc 9303 part 11 writes them down: triple DES or AES.
record Messaging(boolean des, int keyLength) {

  static final BouncyCastleProvider BC = new BouncyCastleProvider();
  static final Messaging DES = new Messaging(true, 16);
  static final Messaging AES_128 = new Messaging(false, 16);
  static final Messaging AES_256 = new Messaging(false, 32);

  int block() {
    return des ? 8 : 16;
  }

  byte[] key(byte[] secret, int counter) {
    byte[] digest =
        hash(keyLength > 16 ? "SHA-256" : "SHA-1", secret, new byte[] {0, 0, 0, (byte) counter});
    return Arrays.copyOf(digest, keyLength);
  }

  byte[] mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(des ? "ISO9797ALG3MAC" : "AESCMAC", BC);
      mac.init(new SecretKeySpec(key, "mac"));
      return Arrays.copyOf(mac.doFinal(message), 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// AES begins with the encrypted counter; triple DES, and whatever comes before a session, with
  /// zeros.
  byte[] crypt(int mode, byte[] key, byte[] counter, byte[] data) {
    try {
      byte[] start = new byte[block()];
      if (!des && counter.length > 0) {
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        start = ecb.doFinal(counter);
      }
      Cipher cipher = Cipher.getInstance(des ? "DESede/CBC/NoPadding" : "AES/CBC/NoPadding");
      var secret =
          des
              ? new SecretKeySpec(join(key, Arrays.copyOf(key, 8)), "DESede")
              : new SecretKeySpec(key, "AES");
      cipher.init(mode, secret, new IvParameterSpec(start));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] pad(byte[] bytes) {
    byte[] out = Arrays.copyOf(bytes, (bytes.length / block() + 1) * block());
    out[bytes.length] = (byte) 0x80;
    return out;
  }

  static byte[] unpad(byte[] bytes) {
    int end = bytes.length - 1;
    while (bytes[end] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  byte[] counter(long value) {
    return ByteBuffer.allocate(block()).putLong(block() - 8, value).array();
  }

  static byte[] hash(String name, byte[]... parts) {
    try {
      return MessageDigest.getInstance(name).digest(join(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] object(int tag, byte[]... parts) {
    byte[] content = join(parts);
    var out = new ByteArrayOutputStream();
    if (tag > 0xFF) {
      out.write(tag >> 8);
    }
    out.write(tag);
    if (content.length > 0xFF) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length > 0x7F) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
