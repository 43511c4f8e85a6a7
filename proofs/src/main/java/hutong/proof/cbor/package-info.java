/// Concise binary objects (RFC 8949) and their signatures (RFC 9052), read strictly and within
/// bounds.
@NullMarked
package hutong.proof.cbor;

import org.jspecify.annotations.NullMarked;
