package hutong.mrtd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// The files of an invented passport, signed as told, with every departure that a test wants.
final class Chip {

  static final List<String> SPECIMEN = MrzTest.TD3.lines().toList();

  private final Pki.Holder signer;
  private final Map<Integer, byte[]> groups = new TreeMap<>();
  private Hash ldsHash = Hash.SHA256;
  private Hash digest = Hash.SHA256;
  private @Nullable AlgorithmIdentifier statedLdsHash;
  private @Nullable AlgorithmIdentifier statedDigest;
  private @Nullable AlgorithmIdentifier statedSignature;
  private int version;
  private String @Nullable [] versions;
  private String contentType = SecurityObject.CONTENT_TYPE;
  private @Nullable String signedType;
  private boolean attributes = true;
  private boolean attributesReversed;
  private boolean attributesReversedSigned;
  private boolean byKeyIdentifier;
  private boolean embedded = true;
  private boolean ber;
  private boolean wrapped = true;
  private byte @Nullable [] signature;
  private @Nullable X500Name namedIssuer;
  private final List<byte[]> moreCertificates = new ArrayList<>();

  Chip(Pki.Holder signer) {
    this.signer = signer;
    groups.put(1, dg1(SPECIMEN));
    groups.put(2, dg2());
  }

  Chip zone(List<String> lines) {
    groups.put(1, dg1(lines));
    return this;
  }

  Chip group(int number, byte[] content) {
    groups.put(number, content);
    return this;
  }

  Chip hash(Hash both) {
    ldsHash = both;
    digest = both;
    return this;
  }

  Chip ldsHash(Hash hash) {
    ldsHash = hash;
    return this;
  }

  Chip digest(Hash hash) {
    digest = hash;
    return this;
  }

  Chip statedLdsHash(AlgorithmIdentifier identifier) {
    statedLdsHash = identifier;
    return this;
  }

  Chip statedDigest(AlgorithmIdentifier identifier) {
    statedDigest = identifier;
    return this;
  }

  Chip statedSignature(AlgorithmIdentifier identifier) {
    statedSignature = identifier;
    return this;
  }

  Chip statedSignature(String oid) {
    return statedSignature(new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)));
  }

  Chip version(int number, String... ldsAndUnicode) {
    version = number;
    versions = ldsAndUnicode.length == 0 ? null : ldsAndUnicode;
    return this;
  }

  Chip contentType(String oid) {
    contentType = oid;
    return this;
  }

  Chip signedType(String oid) {
    signedType = oid;
    return this;
  }

  Chip withoutAttributes() {
    attributes = false;
    return this;
  }

  Chip attributesReversed(boolean signedReversed) {
    attributesReversed = true;
    attributesReversedSigned = signedReversed;
    return this;
  }

  Chip byKeyIdentifier() {
    byKeyIdentifier = true;
    return this;
  }

  Chip notEmbedded() {
    embedded = false;
    return this;
  }

  Chip ber() {
    ber = true;
    return this;
  }

  Chip unwrapped() {
    wrapped = false;
    return this;
  }

  Chip signature(byte[] other) {
    signature = other;
    return this;
  }

  Chip namedIssuer(X500Name name) {
    namedIssuer = name;
    return this;
  }

  Chip also(byte[] certificate) {
    moreCertificates.add(certificate);
    return this;
  }

  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String[] stated = versions;
    files.put("COM", com(stated == null ? "0107" : stated[0], groups.keySet()));
    files.put("SOD", sod());
    groups.forEach((number, content) -> files.put("DG" + number, content));
    return files;
  }

  byte[] sod() {
    byte[] signed = cms(contentType, securityObject());
    return wrapped ? tlv(0x77, signed) : signed;
  }

  /// A master list of these certificates, signed by this chip's signer.
  byte[] masterList(byte[]... certificates) {
    List<ASN1Encodable> list = new ArrayList<>();
    for (byte[] certificate : certificates) {
      list.add(raw(certificate));
    }
    var content = new ASN1EncodableVector();
    content.add(new ASN1Integer(0));
    content.add(new DLSet(list.toArray(new ASN1Encodable[0])));
    contentType = MasterList.CONTENT_TYPE;
    return cms(MasterList.CONTENT_TYPE, encoded(new DERSequence(content)));
  }

  byte[] securityObject() {
    List<ASN1Encodable> hashes = new ArrayList<>();
    groups.forEach(
        (number, content) -> {
          var pair = new ASN1EncodableVector();
          pair.add(new ASN1Integer(number));
          pair.add(new DEROctetString(ldsHash.of(content)));
          hashes.add(new DERSequence(pair));
        });
    var object = new ASN1EncodableVector();
    object.add(new ASN1Integer(version));
    object.add(statedLdsHash != null ? statedLdsHash : Pki.hashIdentifier(ldsHash));
    object.add(new DERSequence(hashes.toArray(new ASN1Encodable[0])));
    String[] stated = versions;
    if (stated != null) {
      var record = new ASN1EncodableVector();
      record.add(new DERPrintableString(stated[0]));
      record.add(new DERPrintableString(stated[1]));
      object.add(new DERSequence(record));
    }
    return encoded(new DERSequence(object));
  }

  private byte[] cms(String type, byte[] content) {
    AlgorithmIdentifier digestId = statedDigest != null ? statedDigest : Pki.hashIdentifier(digest);
    var signerInfo = new ASN1EncodableVector();
    signerInfo.add(new ASN1Integer(byKeyIdentifier ? 3 : 1));
    signerInfo.add(identifier());
    signerInfo.add(digestId);
    byte[] message = content;
    if (attributes) {
      List<ASN1Encodable> list =
          new ArrayList<>(
              List.of(
                  attribute(
                      "1.2.840.113549.1.9.3",
                      new ASN1ObjectIdentifier(signedType != null ? signedType : type)),
                  attribute("1.2.840.113549.1.9.4", new DEROctetString(digest.of(content)))));
      ASN1Encodable[] sorted = list.toArray(new ASN1Encodable[0]);
      ASN1Encodable[] reversed = {sorted[1], sorted[0]};
      byte[] canonical = encoded(new DERSet(sorted));
      byte[] other = encoded(new DLSet(reversed));
      if (Arrays.equals(canonical, other)) {
        other = encoded(new DLSet(sorted));
        reversed = sorted;
      }
      message = attributesReversedSigned ? other : canonical;
      signerInfo.add(
          attributesReversed
              ? new org.bouncycastle.asn1.DLTaggedObject(false, 0, new DLSet(reversed))
              : new DERTaggedObject(false, 0, new DERSet(sorted)));
    }
    signerInfo.add(statedSignature != null ? statedSignature : signer.key().identifier());
    byte[] value = signature != null ? signature : signer.key().sign(message);
    signerInfo.add(new DEROctetString(value));
    var encapsulated = new ASN1EncodableVector();
    encapsulated.add(new ASN1ObjectIdentifier(type));
    encapsulated.add(
        ber
            ? new BERTaggedObject(true, 0, new BEROctetString(content))
            : new DERTaggedObject(true, 0, new DEROctetString(content)));
    var data = new ASN1EncodableVector();
    data.add(new ASN1Integer(3));
    data.add(new DERSet(digestId));
    data.add(ber ? new BERSequence(encapsulated) : new DERSequence(encapsulated));
    List<ASN1Encodable> certificates = new ArrayList<>();
    if (embedded) {
      certificates.add(raw(signer.certificate()));
    }
    moreCertificates.forEach(c -> certificates.add(raw(c)));
    if (!certificates.isEmpty()) {
      data.add(
          new DERTaggedObject(false, 0, new DLSet(certificates.toArray(new ASN1Encodable[0]))));
    }
    // A DL set keeps the order in which the attributes were put.
    data.add(new DLSet(dl(signerInfo)));
    var info = new ASN1EncodableVector();
    info.add(new ASN1ObjectIdentifier(SignedObject.SIGNED_DATA));
    if (ber) {
      info.add(new BERTaggedObject(true, 0, new BERSequence(data)));
      return encoded(new BERSequence(info));
    }
    info.add(new org.bouncycastle.asn1.DLTaggedObject(true, 0, dl(data)));
    return encoded(dl(info));
  }

  private static ASN1Encodable dl(ASN1EncodableVector vector) {
    return new org.bouncycastle.asn1.DLSequence(vector);
  }

  private ASN1Encodable identifier() {
    Cert cert = signer.cert();
    if (byKeyIdentifier) {
      return new DERTaggedObject(false, 0, new DEROctetString(Pki.keyIdentifier(signer.key())));
    }
    var pair = new ASN1EncodableVector();
    pair.add(namedIssuer != null ? namedIssuer : cert.issuer);
    pair.add(new ASN1Integer(cert.serial));
    return new DERSequence(pair);
  }

  private static ASN1Encodable attribute(String oid, ASN1Encodable value) {
    var pair = new ASN1EncodableVector();
    pair.add(new ASN1ObjectIdentifier(oid));
    pair.add(new DERSet(value));
    return new DERSequence(pair);
  }

  private static ASN1Encodable raw(byte[] encoded) {
    try {
      return org.bouncycastle.asn1.ASN1Primitive.fromByteArray(encoded);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same files with one bit of one file turned; a negative place counts from the end.
  static Map<String, byte[]> flipped(Map<String, byte[]> files, String name, int place) {
    Map<String, byte[]> other = new LinkedHashMap<>(files);
    other.computeIfPresent(
        name,
        (_, content) -> {
          byte[] changed = content.clone();
          changed[place < 0 ? content.length + place : place] ^= 1;
          return changed;
        });
    return other;
  }

  static byte[] com(String ldsVersion, Iterable<Integer> numbers) {
    var tags = new ByteArrayOutputStream();
    for (int number : numbers) {
      tags.write(ChipFile.ofNumber(number).orElseThrow().tag());
    }
    return tlv(
        0x60,
        join(
            tlv(0x5F01, ldsVersion.getBytes(StandardCharsets.US_ASCII)),
            tlv(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
            tlv(0x5C, tags.toByteArray())));
  }

  static byte[] dg1(List<String> lines) {
    return tlv(0x61, tlv(0x5F1F, String.join("", lines).getBytes(StandardCharsets.US_ASCII)));
  }

  static byte[] dg2() {
    byte[] picture = HexFormat.of().parseHex("FFD8FFE000104A46494600010100000100010000FFD9");
    byte[] block = join("FAC\0010\0".getBytes(StandardCharsets.US_ASCII), new byte[38], picture);
    byte[] header = tlv(0xA1, tlv(0x81, new byte[] {2}));
    byte[] template = tlv(0x7F60, join(header, tlv(0x5F2E, block)));
    return tlv(0x75, tlv(0x7F61, join(tlv(0x02, new byte[] {1}), template)));
  }

  static byte[] tlv(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    if (tag > 0xFF) {
      out.write(tag >> 8);
    }
    out.write(tag);
    int length = content.length;
    if (length > 0xFFFF) {
      out.write(0x83);
      out.write(length >> 16);
      out.write(length >> 8);
    } else if (length > 0xFF) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7F) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
