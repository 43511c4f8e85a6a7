package hutong.credential.internal;

import hutong.web.WebSettings;
import org.springframework.stereotype.Component;

/// The addresses of our issuers. They come from the settings alone: what a request says about the
/// host it was sent to is never believed.
@Component
class Issuers {

  private final String base;

  Issuers(WebSettings web) {
    base = web.publicUrl();
  }

  /// The issuer's identifier: of the credential issuer and of the authorisation server.
  String identifier(IssuerProfile profile) {
    return base + profile.path();
  }

  String endpoint(IssuerProfile profile, String name) {
    return base + profile.endpoint(name);
  }

  String authorize(IssuerProfile profile) {
    return base + profile.authorize();
  }

  /// Any other address of ours.
  String address(String path) {
    return base + path;
  }
}
