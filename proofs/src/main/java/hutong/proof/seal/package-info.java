/// Proofs on paper: visible digital seals of ICAO Doc 9303-13 and BSI TR-03137, VDS-NC, and a
/// compact signed code of our own for a QR code.
///
/// Front doors: [hutong.proof.seal.SealReader], [hutong.proof.seal.VisibleSeal],
/// [hutong.proof.seal.VdsNc], [hutong.proof.seal.CompactCode].
@NullMarked
package hutong.proof.seal;

import org.jspecify.annotations.NullMarked;
