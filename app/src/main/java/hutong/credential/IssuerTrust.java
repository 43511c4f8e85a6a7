package hutong.credential;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Whom to believe when a credential of this Hutong is shown, without asking over the network.
public interface IssuerTrust {

  /// The certificates of the authorities that vouch for signers, the current one first.
  List<X509Certificate> anchors();

  /// The certificates of all signers that are still accepted, the current one first.
  List<X509Certificate> signers();

  /// The address that names the issuer in what it signs.
  String issuer();

  /// The status list token of this address, when the list is ours.
  Optional<String> statusList(String address);

  /// The addresses of all our status lists.
  List<String> statusLists();

  /// The signed trust list (a compact JWS) as published now.
  String trustList();
}
