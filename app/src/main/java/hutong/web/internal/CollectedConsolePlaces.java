package hutong.web.internal;

import hutong.language.Words;
import hutong.web.Choice;
import hutong.web.ConsoleEntry;
import hutong.web.ConsolePlaces;
import hutong.web.Icon;
import hutong.web.Place;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/// The places of the console in their order. One that says more of itself has an entry beside.
@Component
class CollectedConsolePlaces implements ConsolePlaces {

  private static final String HOME = "/console";

  private final ObjectProvider<Place> places;
  private final ObjectProvider<ConsoleEntry> entries;

  CollectedConsolePlaces(ObjectProvider<Place> places, ObjectProvider<ConsoleEntry> entries) {
    this.places = places;
    this.entries = entries;
  }

  @Configuration(proxyBeanMethods = false)
  static class Home {
    @Bean
    Place consoleHome() {
      return new Place(Place.Area.CONSOLE, "web.console.home", HOME, Icon.HOME, 0);
    }
  }

  @Override
  public List<Choice> list(Words words) {
    return console()
        .map(place -> new Choice(place.path(), words.t(place.title()), null, place.icon()))
        .toList();
  }

  @Override
  public List<ConsoleEntry> entries() {
    return console().filter(place -> !place.path().equals(HOME)).map(this::entry).toList();
  }

  private Stream<Place> console() {
    return places.stream()
        .filter(place -> place.area() == Place.Area.CONSOLE)
        .sorted(Comparator.comparingInt(Place::order));
  }

  private ConsoleEntry entry(Place place) {
    return entries.stream()
        .filter(entry -> entry.path().equals(place.path()))
        .findFirst()
        .orElseGet(() -> new Plain(place));
  }

  /// A place that has nothing to add.
  private record Plain(Place place) implements ConsoleEntry {
    @Override
    public String titleKey() {
      return place.title();
    }

    @Override
    public String textKey() {
      return "";
    }

    @Override
    public String path() {
      return place.path();
    }

    @Override
    public Icon icon() {
      return place.icon();
    }
  }
}
