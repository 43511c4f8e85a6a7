package hutong.partners;

import hutong.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/// The front door of partners.
public interface Partners {

  Optional<Partner> find(PartnerId id);

  Optional<Partner> findByKey(String key);

  /// Those of one kind that take part, in the order of their keys.
  List<Partner> list(PartnerKind kind);

  /// The desks this account works at right now.
  List<Membership> staffOf(AccountId account);

  /// The place this account has at one partner's desk, if any.
  Optional<Membership> findMembership(AccountId account, String partnerKey);
}
