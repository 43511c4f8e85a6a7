package hutong.names;

import java.util.List;

/// The answer to whether two writings can be the name of one person, with every reason for it.
public record NameVerdict(Outcome outcome, List<NameReason> reasons) {

  /// How near two writings are.
  public enum Outcome {
    /// Letter for letter the same; case, width and the number of spaces do not count.
    SAME,
    /// Different writings, and a known convention explains all of the difference.
    SAME_BY_CONVENTION,
    /// A person should look: they may be one name, and may as well be two.
    POSSIBLY,
    /// No known convention makes them one name.
    DIFFERENT;

    /// Whether a desk may take the one for the other.
    public boolean accepted() {
      return this == SAME || this == SAME_BY_CONVENTION;
    }
  }

  public NameVerdict {
    reasons = List.copyOf(reasons);
  }

  /// Whether a reason of this convention was given.
  public boolean says(NameConvention convention) {
    return reasons.stream().anyMatch(reason -> reason.convention() == convention);
  }
}
