package hutong.presentation.internal;

import hutong.presentation.Fact;
import hutong.proof.vp.ClaimPath;
import java.util.List;
import java.util.Map;

/// A type of credential that can say facts, in one format.
///
/// @param id the id of its credential query
/// @param types `vct` values, or the one document type
/// @param names what it is called, by language tag
/// @param ours whether this Hutong issues it
record Recognised(
    String id,
    String format,
    List<String> types,
    Map<String, String> names,
    Map<Fact, ClaimPath> facts,
    boolean ours) {

  Recognised {
    types = List.copyOf(types);
    names = Map.copyOf(names);
    facts = Map.copyOf(facts);
  }
}
