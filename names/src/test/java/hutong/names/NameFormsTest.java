package hutong.names;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.names.NameForm.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          MRZ_TD3;       Eriksson|Anna Maria;       ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
          MRZ_TD2;       O'Connor|Enya Siobhan;     OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<
          MRZ_TD1;       Müller-Weiß|Jörg;          MUELLER<WEISS<<JOERG<<<<<<<<<<
          MRZ_TD3;       Arkfreith|;                ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<
          MRZ_TD3;       |Arkfreith;                ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<
          MRZ_TD1;       Щербаков|Юрий;             SHCHERBAKOV<<IURII<<<<<<<<<<<<
          MRZ_TD1;       吕|布;                     LYU<<BU<<<<<<<<<<<<<<<<<<<<<<<
          RAIL_TICKET;   O'Neill-Smith|Mary-Jane;   ONEILL SMITH MARY JANE
          RAIL_TICKET;   王|小明;                   WANG XIAOMING
          CARD;          Smith|John Michael;        JOHN MICHAEL SMITH
          CARD;          Featherstone|Christopher Alexander; CHRISTOPHER A FEATHERSTONE
          CARD_TRACK;    Smith|John Michael;        SMITH/JOHN MICHAEL
          BOARDING_PASS; Schwarzenegger|Arnold Alois; SCHWARZENEGGER/ARNOL
          BOARDING_PASS; García Márquez|Gabriel;    GARCIAMARQUEZ/GABRIE
          FORM;          Þórðarson|Ægir;            THORDARSON AEGIR
          """)
  void a_name_is_written_as_the_place_wants(Place place, String name, String expected) {
    assertThat(NameForms.of(Corpus.name(name), place).text()).isEqualTo(expected);
  }

  @Test
  void every_form_fits_and_says_when_it_was_cut() {
    for (var pair : all()) {
      var name = Corpus.name(pair.a());
      for (var form : NameForms.of(name)) {
        assertThat(form.text().length()).as(pair.a()).isLessThanOrEqualTo(form.place().length());
        assertThat(form.text()).matches("[A-Z0-9 /<]*");
      }
    }
  }

  @Test
  void a_name_in_two_fields_is_recognised_in_each_of_its_forms() {
    for (var pair : Corpus.read("expanded.tsv")) {
      var name = Corpus.name(pair.a());
      for (var form : NameForms.of(name)) {
        var verdict = NameMatch.compare(name, read(form), contexts(form.place()));
        assertThat(verdict.outcome())
            .as("%s as %s: %s", pair.a(), form, verdict)
            .isNotEqualTo(NameVerdict.Outcome.DIFFERENT);
      }
    }
  }

  private static List<Corpus.Pair> all() {
    return Corpus.read("built.tsv");
  }

  private static PersonName read(NameForm form) {
    return switch (form.place()) {
      case MRZ_TD1, MRZ_TD2, MRZ_TD3 -> PersonName.mrz(form.text());
      case RAIL_TICKET, CARD, CARD_TRACK, BOARDING_PASS, FORM -> PersonName.full(form.text());
    };
  }

  private static Set<NameContext> contexts(Place place) {
    return switch (place) {
      case MRZ_TD1, MRZ_TD2, MRZ_TD3 -> Set.of(NameContext.MRZ);
      case RAIL_TICKET -> Set.of(NameContext.RAIL_TICKET);
      case CARD, CARD_TRACK -> Set.of(NameContext.CARD);
      case BOARDING_PASS -> Set.of(NameContext.BOARDING_PASS);
      case FORM -> Set.of();
    };
  }
}
