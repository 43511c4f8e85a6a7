/// Signed HTTP messages (RFC 9421) with digests of their content (RFC 9530), over structured fields
/// (RFC 9651).
///
/// Front doors: [hutong.proof.http.HttpSignatures], [hutong.proof.http.HttpMessage].
@NullMarked
package hutong.proof.http;

import org.jspecify.annotations.NullMarked;
