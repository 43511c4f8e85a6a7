package hutong.partners;

import hutong.web.Icon;

/// A desk that a module keeps: a bean of this type makes it appear on the staff's first page.
///
/// @param kind whose staff see it
/// @param titleKey the message that names it
/// @param textKey the message that says what is done there
/// @param path where it is; `{partner}` stands for the partner's key
public record DeskEntry(PartnerKind kind, String titleKey, String textKey, String path, Icon icon) {

  public String pathFor(Partner partner) {
    return path.replace("{partner}", partner.key());
  }
}
