package hutong.culture;

import hutong.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/// The front door of culture.
public interface Museums {

  List<Museum> list();

  Optional<Museum> find(String key);

  /// The visits of an account, the latest day first; at most 200.
  List<Visit> visits(AccountId account);
}
