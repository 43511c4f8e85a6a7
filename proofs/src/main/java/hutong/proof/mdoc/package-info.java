/// Documents on a phone (ISO/IEC 18013-5): issued, presented and verified, near and online.
///
/// Front doors: [hutong.proof.mdoc.MdocIssuer], [hutong.proof.mdoc.IssuerSigned],
/// [hutong.proof.mdoc.MdocVerifier], [hutong.proof.mdoc.SessionTranscript].
@NullMarked
package hutong.proof.mdoc;

import org.jspecify.annotations.NullMarked;
