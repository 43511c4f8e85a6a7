package hutong.web;

/// How much the API takes at an address: a module that needs more than the usual offers a bean.
///
/// @param path the beginning of the addresses it holds for, such as `/api/v1/reader-sessions/`
public record BodyLimit(String path, long bytes) {

  /// Enough for any JSON that a person's act is made of.
  public static final long USUAL = 1024 * 1024;

  /// Enough for all files of a passport's chip, its portrait included, in base64.
  public static final long CHIP_FILES = 6 * 1024 * 1024;
}
