package hutong.web;

import hutong.language.Words;
import java.util.List;

/// The places of the console, for its layout: every [ConsoleEntry], the first page before them.
public interface ConsolePlaces {

  List<Choice> list(Words words);

  /// The entries themselves, in the order of their paths.
  List<ConsoleEntry> entries();
}
