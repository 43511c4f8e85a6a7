/// OpenID for Verifiable Presentations 1.0: what a verifier asks for, and whether what came back is
/// that. Protocol only: no network, no storage, no framework.
///
/// Front doors: [hutong.proof.vp.Dcql] (the query language), [hutong.proof.vp.DcqlAnswer] (whether
/// an answer satisfies it), [hutong.proof.vp.EncryptedAnswer] (`direct_post.jwt`).
@NullMarked
package hutong.proof.vp;

import org.jspecify.annotations.NullMarked;
