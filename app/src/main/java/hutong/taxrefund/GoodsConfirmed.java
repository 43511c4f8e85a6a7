package hutong.taxrefund;

import java.time.Instant;
import java.util.UUID;

/// Customs saw the goods leave the country.
public record GoodsConfirmed(UUID form, Instant at) {}
