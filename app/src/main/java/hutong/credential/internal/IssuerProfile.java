package hutong.credential.internal;

/// One platform, two issuers of the same credentials. They differ in what they ask of a wallet.
enum IssuerProfile {
  /// Any wallet: a code on her screen is enough.
  OPEN("", "/api/oid4vci"),
  /// The High Assurance Interoperability Profile: attested wallets, pushed requests, bound tokens.
  STRICT("/haip", "/api/haip");

  private final String path;
  private final String endpoints;

  IssuerProfile(String path, String endpoints) {
    this.path = path;
    this.endpoints = endpoints;
  }

  /// What follows the host in its identifier.
  String path() {
    return path;
  }

  String endpoint(String name) {
    return endpoints + "/" + name;
  }

  /// Where its authorisation page is.
  String authorize() {
    return path + "/authorize";
  }

  boolean strict() {
    return this == STRICT;
  }

  /// The profile that an endpoint's address belongs to.
  static IssuerProfile of(String requestPath) {
    return requestPath.startsWith(STRICT.endpoints + "/")
            || requestPath.startsWith(STRICT.path + "/")
        ? STRICT
        : OPEN;
  }
}
