package hutong.web;

/// What a colour means here, always together with an icon and a word.
public enum Tone {
  /// Verified, done, all right: jade.
  OK("ok", Icon.VERIFIED),
  /// To be done by a certain time: amber.
  DUE("due", Icon.CLOCK),
  /// Good to know: sky.
  INFO("info", Icon.INFO),
  /// Refused, or not filled in as asked: plum. (Red is the door of a page: its one action.)
  STOP("stop", Icon.STOP),
  /// On its way: somebody else is working on it.
  WAITING("waiting", Icon.REPEAT),
  /// Without a meaning of its own.
  PLAIN("plain", Icon.INFO);

  private final String style;
  private final Icon icon;

  Tone(String style, Icon icon) {
    this.style = style;
    this.icon = icon;
  }

  /// The CSS class.
  public String style() {
    return style;
  }

  public Icon icon() {
    return icon;
  }
}
