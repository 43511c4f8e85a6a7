package hutong.lodging;

import hutong.kernel.AccountId;
import java.util.List;

/// The front door of lodging.
public interface Stays {

  int MOST = 100;

  /// The stays of everybody this account acts for, the newest arrival first, at most [#MOST].
  List<Stay> list(AccountId account);
}
