package hutong.taxrefund;

import hutong.identity.Actor;
import hutong.kernel.PersonId;
import hutong.partners.PartnerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The front door of the departure tax refund.
public interface TaxForms {

  /// Her forms, newest first.
  List<TaxForm> list(PersonId person);

  Optional<TaxForm> find(String number);

  /// Asks a shop for a form on all she bought there on a day and has on no form yet.
  Asking ask(Actor actor, PartnerId shop, LocalDate day);

  /// How asking can end.
  sealed interface Asking {

    record Asked(TaxForm form) implements Asking {}

    record Refused(TaxRefusal reason) implements Asking {}
  }
}
