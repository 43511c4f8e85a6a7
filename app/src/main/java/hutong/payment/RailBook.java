package hutong.payment;

import hutong.ledger.NewAccount;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What the rails moved as our books say it, for whoever holds a rail's own file beside them.
public interface RailBook {

  /// What ended as moved in `[from, until)`, oldest first, at most [#MOST].
  List<RailEntry> listMoved(Rail rail, Instant from, Instant until);

  /// Those of these references that a rail was ever asked for, however they stand.
  List<RailEntry> find(Rail rail, Collection<String> references);

  /// The account of the books that stands for what the rail owes us.
  NewAccount account(Rail rail);

  int MOST = 200_000;
}
