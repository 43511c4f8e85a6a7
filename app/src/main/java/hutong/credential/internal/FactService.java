package hutong.credential.internal;

import hutong.credential.CredentialSource;
import hutong.credential.CredentialType;
import hutong.credential.CredentialTypes;
import hutong.credential.Dataset;
import hutong.kernel.PersonId;
import hutong.vault.KeyedIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What the platform holds true of a person right now, gathered from every module that knows.
@Component
class FactService {

  private static final String DOMAIN = "credential.digest";

  private final ObjectProvider<CredentialSource> sources;
  private final CredentialTypes types;
  private final KeyedIndex index;
  private final InstantSource clock;

  FactService(
      ObjectProvider<CredentialSource> sources,
      CredentialTypes types,
      KeyedIndex index,
      InstantSource clock) {
    this.sources = sources;
    this.types = types;
    this.index = index;
    this.clock = clock;
  }

  /// Everything that could be issued to her now, or once somebody has decided.
  List<Dataset> of(PersonId person) {
    var now = clock.instant();
    var all = sources.orderedStream().toList();
    var found = new ArrayList<Dataset>();
    for (var source : all) {
      for (var dataset : source.of(person)) {
        if (dataset.until().isAfter(now)) {
          found.add(whole(dataset, source, all, person));
        }
      }
    }
    var order = types.list().stream().map(CredentialType::key).toList();
    found.sort(java.util.Comparator.comparingInt(each -> order.indexOf(each.type())));
    return found;
  }

  Optional<Dataset> find(PersonId person, String type, String grounds) {
    return of(person).stream()
        .filter(each -> each.type().equals(type) && each.grounds().equals(grounds))
        .findFirst();
  }

  private Dataset whole(
      Dataset dataset, CredentialSource giver, List<CredentialSource> all, PersonId person) {
    var claims = new TreeMap<>(dataset.claims());
    for (var source : all) {
      if (!source.equals(giver)) {
        claims.putAll(source.adds(dataset.type(), person));
      }
    }
    check(dataset.type(), claims.keySet());
    return new Dataset(
        dataset.type(),
        dataset.grounds(),
        dataset.title(),
        dataset.state(),
        dataset.until(),
        claims);
  }

  void check(String type, Collection<String> claims) {
    var known =
        types
            .find(type)
            .orElseThrow(() -> new IllegalArgumentException("no credential type " + type));
    for (var claim : claims) {
      if (known.claim(claim).isEmpty()) {
        throw new IllegalArgumentException("the type " + type + " has no claim " + claim);
      }
    }
  }

  /// A keyed hash of what a dataset says under these names. What moves with the calendar alone is
  /// left out: growing older does not make a credential untrue.
  byte[] digest(CredentialType type, Dataset dataset, Collection<String> names) {
    var text = new StringBuilder(type.key());
    for (var name : names.stream().sorted().toList()) {
      var claim = type.claim(name);
      if (claim.isPresent() && !claim.get().moves()) {
        text.append('\n').append(name).append('=').append(plain(dataset.claims().get(name)));
      }
    }
    return index.of(DOMAIN, text.toString());
  }

  /// A value as text, one form for one value.
  static String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case String text -> "t" + text;
      case Boolean yes -> "b" + yes;
      case Integer number -> "n" + number;
      case LocalDate day -> "d" + day;
      case Instant at -> "i" + at;
      case List<?> list -> "l" + String.join("\u001f", list.stream().map(String::valueOf).toList());
      default -> throw new IllegalArgumentException("a claim cannot be a " + value.getClass());
    };
  }
}
