package hutong.presentation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The front door of presentations: asking a traveller for facts, and what came back. Whoever calls
/// answers for who the party is.
public interface Presentations {

  Asking ask(NewPresentation wish);

  /// What this party asked; empty when it is not one of its own. The facts of a question on the
  /// same device are told only with the code that the traveller's browser brought back.
  Optional<Presentation> find(RelyingParty party, PresentationId id, @Nullable String responseCode);

  /// What this party asked lately, the newest first, without the facts.
  List<Presentation> latest(RelyingParty party);

  /// Whom a leader answered for beside the first, each with a result of her own; empty when nobody.
  /// What one of them showed is refused or accepted whatever becomes of the others.
  List<Presentation> members(RelyingParty party, PresentationId id);

  /// Takes a question back; false when it was answered or is not this party's.
  boolean withdraw(RelyingParty party, PresentationId id);
}
