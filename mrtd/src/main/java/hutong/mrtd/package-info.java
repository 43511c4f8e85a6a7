/// Travel documents (ICAO Doc 9303): machine-readable zones, chip files, passive authentication,
/// country master lists, Chinese identity numbers. A library: no framework, no files, no network.
///
/// Front doors: [hutong.mrtd.Mrz], [hutong.mrtd.PassiveAuthentication],
/// [hutong.mrtd.TrustAnchors], [hutong.mrtd.MasterList], [hutong.mrtd.IdentityNumber].
/// Nothing here throws on bad input: every answer is a value that names each [hutong.mrtd.Finding].
@NullMarked
package hutong.mrtd;

import org.jspecify.annotations.NullMarked;
