package hutong.credential.internal;

import hutong.credential.Credentials;
import hutong.identity.DocumentVerified;
import hutong.identity.PersonErased;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Follows what happens to people and their documents. Each reaction may run twice.
@Component
class RefreshCredentials {

  private final Credentials credentials;
  private final HoldingService holdings;
  private final PermissionRevocation permissions;

  RefreshCredentials(
      Credentials credentials, HoldingService holdings, PermissionRevocation permissions) {
    this.credentials = credentials;
    this.holdings = holdings;
    this.permissions = permissions;
  }

  @ApplicationModuleListener
  void on(DocumentVerified event) {
    credentials.refresh(event.person());
  }

  @ApplicationModuleListener
  void on(PersonErased event) {
    holdings.forget(event.person());
    permissions.forget(event.person());
  }
}
