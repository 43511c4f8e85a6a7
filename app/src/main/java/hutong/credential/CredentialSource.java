package hutong.credential;

import hutong.kernel.PersonId;
import java.util.List;
import java.util.Map;

/// A module that knows facts worth proving offers a bean of this type, and calls
/// [Credentials#refresh(PersonId)] whenever they change: what is no longer offered, or offered with
/// other facts, is revoked.
public interface CredentialSource {

  /// What this person can have proved at this moment; empty when there is nothing, or when she was
  /// erased.
  List<Dataset> of(PersonId person);

  /// Further claims for a type that another source gives the grounds of, such as the day of entry
  /// for a verified traveller.
  default Map<String, Object> adds(String type, PersonId person) {
    return Map.of();
  }
}
