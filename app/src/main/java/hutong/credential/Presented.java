package hutong.credential;

/// How presenting a credential can end.
public sealed interface Presented {

  /// @param token an SD-JWT with key binding, or a `DeviceResponse` in base64url
  record Shown(String token) implements Presented {
    /// A presentation holds what she disclosed; it is for its receiver only.
    @Override
    public String toString() {
      return "Shown[]";
    }
  }

  /// She holds no such credential, or her key was erased.
  record NotHeld() implements Presented {}

  /// It expired or was revoked.
  record NotValid(HeldCredential.State state) implements Presented {}

  /// It says no such thing; nothing was disclosed.
  record NoSuchClaim(String claim) implements Presented {}
}
