package hutong.identity;

import hutong.kernel.PersonId;
import java.util.Map;

/// What a module knows about a person, for the copy of her data that she can take with her. Every
/// module that keeps personal data has a bean of this type.
public interface PersonalRecords {

  /// The module's name, a key of the file she gets.
  String name();

  /// Her data in plain values: texts, numbers, lists, maps; times as ISO 8601.
  Map<String, Object> of(PersonId person);
}
