/// The passport authority of practice: its own country certificates, signers and revocation lists,
/// and chips for any invented person, good ones and wrong ones.
///
/// Written after ICAO Doc 9303 with BouncyCastle's certificates and CMS alone, so that whoever
/// reads these chips is checked by someone else's reading of the same book.
@NullMarked
package hutong.sandbox.authority;

import org.jspecify.annotations.NullMarked;
