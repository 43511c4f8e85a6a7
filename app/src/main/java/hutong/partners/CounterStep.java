package hutong.partners;

import hutong.presentation.Presentation;

/// What a desk does next with a traveller who was verified at the counter: a bean of this type
/// makes a button appear beside the answer, so that nothing is typed again.
///
/// @param purpose of the question it goes on from
/// @param titleKey the message on the button
/// @param path where it leads; `{partner}` and `{presentation}` stand for both
/// @param knownHere whether it needs somebody who answered from her own pages here
public record CounterStep(String purpose, String titleKey, String path, boolean knownHere) {

  public boolean fits(Presentation shown) {
    return shown.purpose().id().equals(purpose)
        && shown.state() == Presentation.State.ACCEPTED
        && (!knownHere || shown.result().holder().isPresent());
  }

  public String pathFor(Presentation shown) {
    return path.replace("{partner}", shown.party().key())
        .replace("{presentation}", shown.id().toString());
  }
}
