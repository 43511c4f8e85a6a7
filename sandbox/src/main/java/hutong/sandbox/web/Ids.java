package hutong.sandbox.web;

import java.security.SecureRandom;

/// Names that nobody guesses.
public final class Ids {

  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int LENGTH = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  public static String random(String prefix) {
    var id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
