package hutong.culture.internal;

import hutong.web.Tone;
import java.util.List;

/// All that the template `culture/museums` may know.
public record MuseumListPage(List<Card> cards) {

  /// One place. `when` says how sales stand, in the tone that fits.
  public record Card(
      String path,
      String name,
      String chinese,
      String place,
      String price,
      String when,
      Tone tone,
      String closed) {}
}
