package hutong.voucher;

/// The money of one campaign, minor units, and whether its vouchers add up to it.
///
/// @param recounted true when issued, redeemed, returned and outstanding are what the vouchers say
public record Budget(
    String campaign,
    long budget,
    long issued,
    long redeemed,
    long returned,
    long outstanding,
    boolean recounted) {}
