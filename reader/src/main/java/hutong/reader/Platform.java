package hutong.reader;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whoever verifies: makes challenges and takes readings.
public interface Platform {

  /// A challenge for a chip with these files (DG14, if it has one).
  Challenge challenge(Map<String, byte[]> files) throws ReadingException;

  /// Hands over; answers what the platform says of it, as JSON text.
  String hand(Map<String, byte[]> files, @Nullable Transcript transcript) throws ReadingException;

  /// What the chip answered: whole responses with their status words, null where not asked.
  record Transcript(String challenge, byte @Nullable [] signed, byte @Nullable [] agreed) {}
}
