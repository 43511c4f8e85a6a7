package hutong.ledger;

/// The books of one currency, recounted.
///
/// @param sum of all balances, minor units: zero
/// @param strays accounts whose balance is not what their postings make: none
/// @param strayHolds accounts whose held amounts are not what their pending transfers make: none
public record Proof(
    String currency, long accounts, long postings, long sum, long strays, long strayHolds) {

  public boolean holds() {
    return sum == 0 && strays == 0 && strayHolds == 0;
  }
}
