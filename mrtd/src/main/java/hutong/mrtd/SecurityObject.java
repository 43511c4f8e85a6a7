package hutong.mrtd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// The LDS security object inside EF.SOD (Doc 9303 part 10): the hashes of the data groups, and
/// in version 1 the versions of the data structure.
record SecurityObject(
    int version,
    Hash hash,
    Map<Integer, byte[]> hashes,
    @Nullable String ldsVersion,
    @Nullable String unicodeVersion,
    List<Finding> findings) {

  static final String CONTENT_TYPE = "2.23.136.1.1.1";
  static final String OLD_CONTENT_TYPE = "1.2.528.1.1006.1.20.1";
  static final String GENERAL_CONTENT_TYPE = "1.2.840.113549.1.7.1";

  static SecurityObject parse(byte[] content) throws MalformedException {
    List<Finding> findings = new ArrayList<>();
    Tlv.bound(content, MrtdLimits.ASN1_VALUES);
    Tlv whole = Tlv.read(content).expect(Tlv.SEQUENCE, "security object");
    if (whole.end() != content.length) {
      findings.add(Finding.of(Reason.TRAILING_BYTES, "security object", "after its end"));
    }
    List<Tlv> fields = whole.children();
    if (fields.size() < 3 || fields.size() > 4) {
      throw new MalformedException("security object");
    }
    Tlv number = fields.get(0).expect(Tlv.INTEGER, "version of the security object");
    int version = number.length() == 1 ? number.content()[0] : -1;
    if (version != 0 && version != 1) {
      findings.add(Finding.of(Reason.LDS_VERSION_UNKNOWN, "SOD", "security object"));
    }
    AlgorithmIdentifier algorithm = Cert.algorithm(fields.get(1));
    Map<Integer, byte[]> hashes = hashes(fields.get(2));
    Hash hash = hash(algorithm, hashes, findings);
    String lds = null;
    String unicode = null;
    if (fields.size() == 4) {
      List<Tlv> versions = fields.get(3).expect(Tlv.SEQUENCE, "version record").children();
      if (versions.size() != 2) {
        throw new MalformedException("version record");
      }
      lds = Lds.text(versions.get(0));
      unicode = Lds.text(versions.get(1));
      if (version == 0) {
        findings.add(Finding.of(Reason.LDS_VERSION_UNEXPECTED, "SOD", lds));
      }
    } else if (version == 1) {
      findings.add(Finding.of(Reason.LDS_VERSION_MISSING, "SOD", "version 1"));
    }
    return new SecurityObject(version, hash, hashes, lds, unicode, findings);
  }

  private static Map<Integer, byte[]> hashes(Tlv list) throws MalformedException {
    Map<Integer, byte[]> hashes = new TreeMap<>();
    for (Tlv entry : list.expect(Tlv.SEQUENCE, "hashes").children()) {
      List<Tlv> parts = entry.expect(Tlv.SEQUENCE, "hash").children();
      if (parts.size() != 2 || hashes.size() >= MrtdLimits.DATA_GROUP_HASHES) {
        throw new MalformedException("hashes");
      }
      Tlv number = parts.get(0).expect(Tlv.INTEGER, "number of a data group");
      if (number.length() != 1 || number.content()[0] < 1) {
        throw new MalformedException("number of a data group");
      }
      Tlv value = parts.get(1);
      if (value.tag() != Tlv.OCTET_STRING && value.tag() != 0x24) {
        throw new MalformedException("hash value");
      }
      if (hashes.put((int) number.content()[0], value.octets()) != null) {
        throw new MalformedException("the same data group twice");
      }
    }
    if (hashes.isEmpty()) {
      throw new MalformedException("no hash");
    }
    return hashes;
  }

  private static Hash hash(
      AlgorithmIdentifier algorithm, Map<Integer, byte[]> hashes, List<Finding> findings)
      throws MalformedException {
    String oid = algorithm.getAlgorithm().getId();
    int length = hashes.values().iterator().next().length;
    if (Algorithms.weak(algorithm)) {
      throw new MalformedException(Reason.ALGORITHM_WEAK, oid);
    }
    Optional<Hash> stated = Algorithms.hash(algorithm);
    if (stated.isPresent() && stated.get().length() == length) {
      return stated.get();
    }
    Hash used =
        Hash.ofLength(length)
            .orElseThrow(() -> new MalformedException(Reason.ALGORITHM_UNSUPPORTED, oid));
    if (stated.isEmpty()) {
      throw new MalformedException(Reason.ALGORITHM_UNSUPPORTED, oid);
    }
    String detail = stated.get().title() + " stated, " + used.title() + " used";
    findings.add(Finding.of(Reason.HASH_ALGORITHM_MISMATCH, "SOD", detail));
    return used;
  }
}
