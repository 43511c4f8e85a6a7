package hutong.web;

/// The five places of a traveller's frame, in their order. A page belongs to one, or to none.
public enum Tab {
  TODAY("/today"),
  PAY("/pay"),
  PASSES("/passes"),
  SERVICES("/services"),
  ME("/me"),
  NONE("");

  private final String path;

  Tab(String path) {
    this.path = path;
  }

  public String path() {
    return path;
  }

  public String key() {
    return "web.tab." + name();
  }
}
