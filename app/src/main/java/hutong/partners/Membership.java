package hutong.partners;

/// A place at a partner's desk.
public record Membership(Partner partner, Rank rank) {

  /// What somebody may do at the desk.
  public enum Rank {
    CLERK,
    /// Answers for the desk.
    LEAD
  }
}
