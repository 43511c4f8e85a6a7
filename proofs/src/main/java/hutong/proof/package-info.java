/// Proofs that a person carries: SD-JWT VC, ISO mdoc, status lists, paper seals, and signed
/// messages. Made and verified here, with no framework and no network, so that a partner can embed
/// it.
///
/// Front doors: [hutong.proof.SdJwtIssuer], [hutong.proof.SdJwtVerifier], [hutong.proof.SdJwt],
/// [hutong.proof.Jws], [hutong.proof.Jwk], [hutong.proof.StatusList], [hutong.proof.KeySource];
/// `hutong.proof.mdoc` and `hutong.proof.seal` for the other forms.
/// Nothing here throws on bad input: every answer is a value that names each
/// [hutong.proof.Finding].
@NullMarked
package hutong.proof;

import org.jspecify.annotations.NullMarked;
