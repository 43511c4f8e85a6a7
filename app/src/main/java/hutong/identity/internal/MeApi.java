package hutong.identity.internal;

import hutong.identity.Actor;
import hutong.identity.DocumentKind;
import hutong.identity.Role;
import hutong.identity.Traveller;
import hutong.identity.Travellers;
import hutong.kernel.Purpose;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who an app is talking for.
@RestController
@RequestMapping("/api/v1/me")
class MeApi {

  /// The account, and the people it acts for.
  record Me(String account, String actingFor, List<Role> roles, List<Person> travellers) {}

  /// One of them.
  record Person(
      String id, Traveller.Relation relation, String callName, @Nullable ShownDocument document) {}

  /// What she is known by, without its number.
  record ShownDocument(DocumentKind kind, String nationality, LocalDate expiry, String verified) {}

  private final Travellers travellers;

  MeApi(Travellers travellers) {
    this.travellers = travellers;
  }

  @GetMapping
  Me me(Actor actor) {
    return new Me(
        actor.account().toString(),
        actor.traveller().toString(),
        actor.roles().stream().sorted().toList(),
        travellers.list(actor.account()).stream().map(MeApi::person).toList());
  }

  private static Person person(Traveller traveller) {
    return new Person(
        traveller.id().toString(),
        traveller.relation(),
        traveller.callName().reveal(Purpose.OWN_VIEW),
        traveller
            .document()
            .map(d -> new ShownDocument(d.kind(), d.nationality(), d.expiry(), d.level().name()))
            .orElse(null));
  }
}
