package hutong.mrtd;

import org.jspecify.annotations.Nullable;

/// What a reader brings back from the chip: its answers as they came, each with the status word
/// at its end. Null where the chip was not asked.
///
/// @param signed the answer to [ChipChallenge#signCommand()]
/// @param agreed the answer to the protected command, or the refusal of one before it
public record ChipAnswer(byte @Nullable [] signed, byte @Nullable [] agreed) {

  /// No answer at all.
  public static ChipAnswer none() {
    return new ChipAnswer(null, null);
  }
}
