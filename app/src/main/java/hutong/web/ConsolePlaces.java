package hutong.web;

import hutong.language.Words;
import java.util.List;

/// The places of the console, for its layout and its first page.
public interface ConsolePlaces {

  List<Choice> list(Words words);

  /// What each says of itself, without the first page.
  List<ConsoleEntry> entries();
}
