package hutong.mrtd;

import java.util.Locale;
import java.util.Optional;

/// The elementary files of a travel document's chip (Doc 9303 part 10).
public enum ChipFile {
  COM(0x60, 0),
  SOD(0x77, 0),
  DG1(0x61, 1),
  DG2(0x75, 2),
  DG3(0x63, 3),
  DG4(0x76, 4),
  DG5(0x65, 5),
  DG6(0x66, 6),
  DG7(0x67, 7),
  DG8(0x68, 8),
  DG9(0x69, 9),
  DG10(0x6A, 10),
  DG11(0x6B, 11),
  DG12(0x6C, 12),
  DG13(0x6D, 13),
  DG14(0x6E, 14),
  DG15(0x6F, 15),
  DG16(0x70, 16);

  private final int tag;
  private final int number;

  ChipFile(int tag, int number) {
    this.tag = tag;
    this.number = number;
  }

  /// The outer tag of the file.
  public int tag() {
    return tag;
  }

  /// The number of the data group; zero for EF.COM and EF.SOD.
  public int number() {
    return number;
  }

  /// True for DG1 to DG16.
  public boolean dataGroup() {
    return number > 0;
  }

  /// The file with this name; `DG1`, `EF.DG1`, `EF_DG01` and `dg1` are the same.
  public static Optional<ChipFile> find(String name) {
    for (ChipFile file : values()) {
      if (file.name().equals(name)) {
        return Optional.of(file);
      }
    }
    String plain =
        name.strip()
            .toUpperCase(Locale.ROOT)
            .replaceAll("[._ -]", "")
            .replaceFirst("^EF", "")
            .replaceFirst("(BIN|DER)$", "")
            .replaceFirst("^DG0+", "DG");
    for (ChipFile file : values()) {
      if (file.name().equals(plain)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static Optional<ChipFile> ofNumber(int number) {
    for (ChipFile file : values()) {
      if (file.number == number && number > 0) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static Optional<ChipFile> ofTag(int tag) {
    for (ChipFile file : values()) {
      if (file.tag == tag) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
