package hutong.booking;

import hutong.kernel.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;

/// One person's place.
///
/// @param mark three bytes of a hash of ticket and document number, in hex: enough for a gate to
///     compare with the document in hand, too little to find the number by trying
/// @param changedAt when its state last changed
public record Ticket(
    TicketId id,
    ReservationId reservation,
    PersonId person,
    String venue,
    LocalDate day,
    String mark,
    TicketState state,
    Instant changedAt) {

  private static final int MARK_BYTES = 3;

  /// The mark of a document number for a ticket. It is short on purpose: one number in sixteen
  /// million passes for another, and whoever tries all numbers is left with thousands that fit.
  public static String markOf(TicketId ticket, String documentNumber) {
    var text = ticket + " " + normalised(documentNumber);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /// A document number as it is compared: capital letters and digits only.
  public static String normalised(String documentNumber) {
    return documentNumber.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
  }
}
