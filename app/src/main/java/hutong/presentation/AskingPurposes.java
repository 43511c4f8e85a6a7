package hutong.presentation;

import java.util.List;
import java.util.Optional;

/// What may be asked of travellers: nothing else ever is.
public interface AskingPurposes {

  List<AskingPurpose> list();

  /// What this party is registered for.
  List<AskingPurpose> list(RelyingParty party);

  Optional<AskingPurpose> find(String id);
}
