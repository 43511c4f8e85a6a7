package hutong.web;

/// The files every page is drawn with: style, script, pictures. Their addresses hold a part of
/// their content's hash, so that a browser may keep them for ever.
public interface Assets {

  /// The address of a file below `static/`: `hutong.css` → `/static/3f9a1c20/hutong.css`.
  String url(String file);
}
