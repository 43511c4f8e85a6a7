package hutong.mrtd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Reads the files of the logical data structure (Doc 9303 part 10). Every reader answers empty
/// when the file is not what it should be; none throws.
public final class Lds {

  /// EF.COM: the version of the data structure (four digits), of Unicode (six), and the files that
  /// it lists.
  public record Com(String ldsVersion, String unicodeVersion, List<ChipFile> files) {}

  /// A portrait as the chip has it.
  public record FaceImage(ImageType type, byte[] image) {}

  /// The picture formats of DG2.
  public enum ImageType {
    JPEG("image/jpeg"),
    JPEG2000("image/jp2");

    private final String mediaType;

    ImageType(String mediaType) {
      this.mediaType = mediaType;
    }

    /// The media type.
    public String mediaType() {
      return mediaType;
    }
  }

  /// Named text fields of DG11 or DG12, in the order of the file. Keys are the names of the
  /// constants below.
  public record Details(Map<String, List<String>> fields) {

    /// The first value of a field.
    public Optional<String> find(String name) {
      return Optional.ofNullable(fields.get(name)).map(List::getFirst);
    }
  }

  /// One entry of DG14: the protocol and the encoded entry.
  public record SecurityProtocol(String oid, byte[] encoded) {}

  private static final Map<Integer, String> DG11 =
      Map.of(
          0x5F0E, "fullName",
          0x5F0F, "otherName",
          0x5F10, "personalNumber",
          0x5F2B, "birth",
          0x5F11, "placeOfBirth",
          0x5F42, "address",
          0x5F12, "telephone",
          0x5F13, "profession",
          0x5F14, "title",
          0x5F18, "custody");
  private static final Map<Integer, String> DG11_MORE =
      Map.of(0x5F15, "personalSummary", 0x5F17, "otherDocuments");
  private static final Map<Integer, String> DG12 =
      Map.of(
          0x5F19, "issuingAuthority",
          0x5F26, "issued",
          0x5F1A, "otherPerson",
          0x5F1B, "endorsements",
          0x5F1C, "taxAndExit",
          0x5F55, "personalised",
          0x5F56, "personalisationSystem");

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] JP2 = HexFormat.of().parseHex("0000000C6A5020200D0A870A");
  private static final byte[] JP2_STREAM = HexFormat.of().parseHex("FF4FFF51");

  private Lds() {}

  /// The version and the list of files of EF.COM.
  public static Optional<Com> readCom(byte[] file) {
    try {
      String lds = "";
      String unicode = "";
      List<ChipFile> files = null;
      for (Tlv part : outer(file, ChipFile.COM).children()) {
        switch (part.tag()) {
          case 0x5F01 -> lds = text(part);
          case 0x5F36 -> unicode = text(part);
          case 0x5C -> files = listed(part.content());
          default -> {}
        }
      }
      return files == null ? Optional.empty() : Optional.of(new Com(lds, unicode, files));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static List<ChipFile> listed(byte[] tags) throws MalformedException {
    List<ChipFile> files = new ArrayList<>();
    for (byte tag : tags) {
      ChipFile.ofTag(tag & 0xFF).filter(ChipFile::dataGroup).ifPresent(files::add);
    }
    if (files.size() > MrtdLimits.DATA_GROUP_HASHES) {
      throw new MalformedException(Reason.MALFORMED_COM, "too many files");
    }
    return List.copyOf(files);
  }

  /// The lines of the machine-readable zone in DG1.
  public static Optional<List<String>> readMrz(byte[] file) {
    try {
      for (Tlv part : outer(file, ChipFile.DG1).children()) {
        if (part.tag() == 0x5F1F) {
          String zone = new String(part.content(), StandardCharsets.ISO_8859_1);
          int width =
              switch (zone.length()) {
                case 90 -> 30;
                case 88 -> 44;
                case 72 -> 36;
                default -> throw new MalformedException(Reason.MALFORMED_DG1, "length");
              };
          List<String> lines = new ArrayList<>();
          for (int at = 0; at < zone.length(); at += width) {
            lines.add(zone.substring(at, at + width));
          }
          return Optional.of(lines);
        }
      }
      return Optional.empty();
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  /// The portraits of DG2, at most four.
  public static List<FaceImage> readFaces(byte[] file) {
    List<FaceImage> faces = new ArrayList<>();
    try {
      for (Tlv group : outer(file, ChipFile.DG2).children()) {
        if (group.tag() == 0x7F61) {
          for (Tlv template : group.children()) {
            if (template.tag() == 0x7F60) {
              faces(template, faces);
            }
          }
        }
      }
    } catch (MalformedException _) {
      // Blocks of other layouts are not objects inside; what is looked for has its own signature.
      if (faces.isEmpty() && isDg2(file)) {
        image(file, 0, file.length).ifPresent(faces::add);
      }
    }
    return List.copyOf(faces);
  }

  private static boolean isDg2(byte[] file) {
    return file.length > 0 && (file[0] & 0xFF) == ChipFile.DG2.tag();
  }

  private static void faces(Tlv template, List<FaceImage> faces) throws MalformedException {
    for (Tlv part : template.children()) {
      if ((part.tag() == 0x5F2E || part.tag() == 0x7F2E) && faces.size() < 4) {
        image(part.source(), part.contentStart(), part.contentEnd()).ifPresent(faces::add);
      }
    }
  }

  // The headers of ISO 19794-5 and 39794-5 differ; the picture begins with its own signature.
  private static Optional<FaceImage> image(byte[] block, int from, int to) {
    for (int at = from; at + 4 <= to; at++) {
      if (startsWith(block, at, to, JPEG)) {
        return Optional.of(face(ImageType.JPEG, block, at, to));
      }
      if (startsWith(block, at, to, JP2) || startsWith(block, at, to, JP2_STREAM)) {
        return Optional.of(face(ImageType.JPEG2000, block, at, to));
      }
    }
    return Optional.empty();
  }

  private static FaceImage face(ImageType type, byte[] block, int at, int to) {
    return new FaceImage(type, Arrays.copyOfRange(block, at, to));
  }

  private static boolean startsWith(byte[] block, int at, int to, byte[] signature) {
    return block[at] == signature[0]
        && at + signature.length <= to
        && Arrays.equals(block, at, at + signature.length, signature, 0, signature.length);
  }

  /// Additional personal details.
  public static Optional<Details> readPersonalDetails(byte[] file) {
    return details(file, ChipFile.DG11, DG11, DG11_MORE);
  }

  /// Additional document details.
  public static Optional<Details> readDocumentDetails(byte[] file) {
    return details(file, ChipFile.DG12, DG12, Map.of());
  }

  private static Optional<Details> details(
      byte[] file, ChipFile group, Map<Integer, String> names, Map<Integer, String> more) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      collect(outer(file, group), names, more, fields, 0);
      return Optional.of(new Details(fields));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static void collect(
      Tlv parent,
      Map<Integer, String> names,
      Map<Integer, String> more,
      Map<String, List<String>> fields,
      int depth)
      throws MalformedException {
    for (Tlv part : parent.children()) {
      String name = names.getOrDefault(part.tag(), more.get(part.tag()));
      if (name != null) {
        String value = part.tag() == 0x5F2B || part.tag() == 0x5F26 ? date(part) : utf8(part);
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      } else if (part.constructed() && depth < 3) {
        collect(part, names, more, fields, depth + 1);
      }
    }
  }

  // Dates are eight digits, or four octets of two digits each in older documents.
  private static String date(Tlv part) {
    return part.length() == 4 ? HexFormat.of().formatHex(part.content()) : utf8(part);
  }

  private static String utf8(Tlv part) {
    return new String(part.content(), StandardCharsets.UTF_8).replace('<', ' ').strip();
  }

  /// The protocols that DG14 announces (chip authentication, PACE, active authentication ...).
  public static List<SecurityProtocol> readSecurityProtocols(byte[] file) {
    List<SecurityProtocol> protocols = new ArrayList<>();
    try {
      for (Tlv set : outer(file, ChipFile.DG14).children()) {
        for (Tlv entry : set.expect(Tlv.SET, "security infos").children()) {
          Tlv oid = entry.expect(Tlv.SEQUENCE, "security info").children().getFirst();
          protocols.add(new SecurityProtocol(Asn1.oid(oid), entry.raw()));
        }
      }
      return List.copyOf(protocols);
    } catch (MalformedException | java.util.NoSuchElementException _) {
      return List.of();
    }
  }

  /// The public key of active authentication in DG15, in its X.509 form.
  public static Optional<byte[]> readChipKey(byte[] file) {
    try {
      byte[] content = outer(file, ChipFile.DG15).content();
      SubjectPublicKeyInfo info = Asn1.lenient(() -> SubjectPublicKeyInfo.getInstance(content));
      PublicKeys.read(info);
      return Optional.of(content);
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static Tlv outer(byte[] file, ChipFile expected) throws MalformedException {
    Tlv whole = Tlv.read(file);
    Tlv.bound(file, MrtdLimits.ASN1_VALUES);
    return whole.expect(expected.tag(), expected.name());
  }

  /// The file without what a reader may have read beyond its end; itself when it is no object.
  static byte[] trimmed(byte[] file) {
    try {
      Tlv whole = Tlv.read(file);
      return whole.end() == file.length ? file : whole.raw();
    } catch (MalformedException _) {
      return file;
    }
  }

  static String text(Tlv value) {
    String text = new String(value.content(), StandardCharsets.US_ASCII);
    return text.length() > 16 ? text.substring(0, 16) : text;
  }
}
