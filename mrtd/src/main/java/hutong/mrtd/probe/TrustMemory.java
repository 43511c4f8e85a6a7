package hutong.mrtd.probe;

import hutong.mrtd.Signatures;
import hutong.mrtd.TrustAnchors;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Remembers the anchors made from the last few sets of files: a suite puts thousands of cases
/// with the same trust, and reading it is most of the work.
final class TrustMemory {

  private static final int SETS = 32;

  private final Signatures signatures;
  private final Map<String, TrustAnchors> sets =
      new LinkedHashMap<>(SETS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrustAnchors> eldest) {
          return size() > SETS;
        }
      };

  TrustMemory(Signatures signatures) {
    this.signatures = signatures;
  }

  TrustAnchors trust(List<byte[]> certificates, List<byte[]> masterLists, List<byte[]> crls) {
    String key = key(certificates) + key(masterLists) + key(crls);
    synchronized (sets) {
      TrustAnchors known = sets.get(key);
      if (known != null) {
        return known;
      }
    }
    TrustAnchors.Builder builder = TrustAnchors.builder(signatures);
    add(builder, "trust", certificates);
    add(builder, "masterLists", masterLists);
    add(builder, "crls", crls);
    TrustAnchors made = builder.build();
    synchronized (sets) {
      sets.put(key, made);
    }
    return made;
  }

  private static void add(TrustAnchors.Builder builder, String name, List<byte[]> files) {
    for (int i = 0; i < files.size(); i++) {
      builder.add(name + "[" + i + "]", files.get(i));
    }
  }

  private static String key(List<byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] file : files) {
        digest.update(ByteBuffer.allocate(4).putInt(file.length).array());
        digest.update(file);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
