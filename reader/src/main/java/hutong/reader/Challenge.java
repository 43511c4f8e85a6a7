package hutong.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The platform's question to a chip, as commands that only have to be passed on.
///
/// @param code names the challenge in the transcript
/// @param sign for active authentication
/// @param agree for chip authentication; empty when the chip has no key for it
/// @param protectedCommand sent after `agree`, as it stands
public record Challenge(
    String code, byte[] sign, List<byte[]> agree, byte @Nullable [] protectedCommand) {
  public Challenge {
    agree = List.copyOf(agree);
  }
}
