package hutong.notice;

import hutong.kernel.PersonId;
import java.util.List;

/// The front door of letters.
public interface Notices {

  /// Writes a letter in the caller's transaction; it leaves by e-mail soon after the commit.
  void send(Letter letter);

  /// The letters a person was sent, newest first; at most a hundred.
  List<SentLetter> list(PersonId person);
}
