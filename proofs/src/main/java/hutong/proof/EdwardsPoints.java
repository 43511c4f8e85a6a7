package hutong.proof;

import java.math.BigInteger;
import java.util.Set;

/// Which y of an Edwards curve belongs to a key that may be used.
final class EdwardsPoints {

  private static final BigInteger P25519 = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger P448 =
      BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);

  private static final BigInteger EIGHTH =
      new BigInteger("5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /// The y of the eight points of small order on edwards25519, and of the four on edwards448.
  private static final Set<BigInteger> SMALL_25519 =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P25519.subtract(BigInteger.ONE),
          EIGHTH,
          P25519.subtract(EIGHTH));

  private static final Set<BigInteger> SMALL_448 =
      Set.of(BigInteger.ZERO, BigInteger.ONE, P448.subtract(BigInteger.ONE));

  static void check(String curve, BigInteger y) throws UnreadableException {
    boolean small = curve.equals("Ed25519");
    BigInteger p = small ? P25519 : P448;
    if (y.compareTo(p) >= 0) {
      throw new UnreadableException(Reason.POINT_NOT_ON_CURVE, "x");
    }
    if ((small ? SMALL_25519 : SMALL_448).contains(y)) {
      throw new UnreadableException(Reason.KEY_TOO_WEAK, "x");
    }
    // x^2 = (y^2 - 1) / (d y^2 - a) must be a square.
    BigInteger yy = y.multiply(y).mod(p);
    BigInteger d =
        small
            ? BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(p)).mod(p)
            : BigInteger.valueOf(-39081).mod(p);
    BigInteger below =
        small ? d.multiply(yy).add(BigInteger.ONE) : d.multiply(yy).subtract(BigInteger.ONE);
    BigInteger xx = yy.subtract(BigInteger.ONE).multiply(below.mod(p).modInverse(p)).mod(p);
    if (xx.signum() != 0
        && !xx.modPow(p.subtract(BigInteger.ONE).shiftRight(1), p).equals(BigInteger.ONE)) {
      throw new UnreadableException(Reason.POINT_NOT_ON_CURVE, "x");
    }
  }

  private EdwardsPoints() {}
}
