package hutong.names;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a family name, of given names, or of a whole name.
final class Part {

  static final Part EMPTY = new Part(new Token[0]);

  final Token[] words;
  private @Nullable Token joined;

  Part(Token[] words) {
    this.words = words;
  }

  static Part of(List<Token> words) {
    return words.isEmpty() ? EMPTY : new Part(words.toArray(Token[]::new));
  }

  boolean empty() {
    return words.length == 0;
  }

  int size() {
    return words.length;
  }

  /// All words as one, for writings without spaces.
  Token joined() {
    var made = joined;
    if (made == null) {
      if (words.length == 1) {
        made = words[0];
      } else {
        var text = new StringBuilder();
        for (var word : words) {
          text.append(word.text);
        }
        made = new Token(text.toString(), false, false, false);
      }
      joined = made;
    }
    return made;
  }

  boolean ascii() {
    for (var word : words) {
      if (!word.ascii) {
        return false;
      }
    }
    return true;
  }

  Part and(Part other) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of(other.words));
    return of(all);
  }

  Part from(int from, int to) {
    if (from == 0 && to == words.length) {
      return this;
    }
    return from >= to ? EMPTY : new Part(java.util.Arrays.copyOfRange(words, from, to));
  }

  /// The words with spaces, as they are shown in reasons.
  String shown() {
    var text = new StringBuilder();
    for (var word : words) {
      text.append(text.isEmpty() ? "" : " ").append(word.text);
    }
    return text.toString();
  }

  int letters() {
    int letters = 0;
    for (var word : words) {
      letters += word.text.length();
    }
    return letters;
  }

  /// The length of the words with a space between each two.
  int width() {
    return words.length == 0 ? 0 : letters() + words.length - 1;
  }
}
