package hutong.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has to be changed in one field of a form before it can be taken.
///
/// @param field the field's name
/// @param message what to do, as a sentence in the reader's language
public record FieldError(String field, String message) {

  /// The message for this field, or null when the field is as it should be.
  public static @Nullable String in(List<FieldError> errors, String field) {
    return errors.stream()
        .filter(error -> error.field().equals(field))
        .map(FieldError::message)
        .findFirst()
        .orElse(null);
  }
}
