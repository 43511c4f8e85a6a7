package hutong.web;

/// A page that an area's navigation leads to. A module that has one offers a bean of it; the frame
/// collects them, so that no module needs to know another's pages.
///
/// @param area whose navigation
/// @param title message key of its name
/// @param order the lower, the earlier
public record Place(Area area, String title, String path, Icon icon, int order) {

  /// The areas that have a navigation of their own.
  public enum Area {
    /// The operator's console.
    CONSOLE,
    /// What a traveller finds under Services.
    SERVICES
  }
}
