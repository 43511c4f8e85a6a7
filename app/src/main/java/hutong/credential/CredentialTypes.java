package hutong.credential;

import java.util.List;
import java.util.Optional;

/// What can be issued.
public interface CredentialTypes {

  /// In the order a person is shown them.
  List<CredentialType> list();

  Optional<CredentialType> find(String key);

  /// The SD-JWT VC type name (`vct`) of a type: an address where its metadata is.
  String vct(CredentialType type);
}
