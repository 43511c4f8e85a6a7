package hutong.partners;

import java.util.UUID;

/// A partner's own system that calls the API with a token of the partner. API methods take it as a
/// parameter; whoever shows no such token is refused.
///
/// @param token which of the partner's tokens was shown
public record PartnerClient(Partner partner, UUID token) {

  /// How it is named in the log of what happened.
  public String actor() {
    return partner.id().toString();
  }
}
