package hutong.entry;

import hutong.rules.Outcome;
import hutong.rules.Ruling;
import java.util.List;
import java.util.Map;

/// What came of asking.
public sealed interface EntryAnswer {

  /// A decision with its grounds. Even a yes only says that the conditions appear to match.
  ///
  /// @param reasons stable codes
  /// @param conditions what must hold for it, as stable codes
  /// @param wouldChange what would change it, as stable codes
  /// @param area where the port of entry lies and which places a transit covers; may be empty
  record EntryDecision(
      Outcome outcome,
      EntryPath path,
      List<String> reasons,
      List<String> conditions,
      List<String> wouldChange,
      StayTerm term,
      Map<String, String> area,
      Ruling.Grounds grounds)
      implements EntryAnswer {

    public EntryDecision {
      reasons = List.copyOf(reasons);
      conditions = List.copyOf(conditions);
      wouldChange = List.copyOf(wouldChange);
      area = Map.copyOf(area);
    }
  }

  /// Facts that could not be read.
  record NotUnderstood(List<Ruling.Fault> faults) implements EntryAnswer {
    public NotUnderstood {
      faults = List.copyOf(faults);
    }
  }
}
