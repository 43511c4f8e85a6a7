package hutong.identity.internal;

import hutong.identity.Document.Level;
import java.util.List;

/// How a check ended: a verdict with every finding, never a bare yes or no.
///
/// @param verdict `TYPED_OK`, or the name of a [hutong.mrtd.Verdict]
/// @param codes every finding
/// @param country of the document signer; empty when there is none
/// @param algorithms hash and signature; empty when there are none
record CheckOutcome(
    Level level, String verdict, List<String> codes, String country, String algorithms) {

  static final String TYPED_OK = "TYPED_OK";

  CheckOutcome {
    codes = List.copyOf(codes);
  }
}
