package hutong.presentation.internal;

import hutong.identity.PersonalRecords;
import hutong.kernel.PersonId;
import hutong.language.Language;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What she disclosed to whom, for the copy of her data that she can take with her.
@Component
class PresentationRecords implements PersonalRecords {

  private static final int MOST = 1_000;

  private final PresentationService presentations;

  PresentationRecords(PresentationService presentations) {
    this.presentations = presentations;
  }

  @Override
  public String name() {
    return "presentations";
  }

  @Override
  public Map<String, Object> of(PersonId person) {
    var all =
        presentations.of(person, MOST).stream()
            .map(
                each -> {
                  var shown = new LinkedHashMap<String, Object>();
                  shown.put("id", each.id().toString());
                  shown.put("to", each.party().name(Language.ENGLISH));
                  shown.put("purpose", each.purpose().id());
                  shown.put("state", each.state().name());
                  shown.put("at", String.valueOf(each.result().at()));
                  return (Map<String, Object>) shown;
                })
            .toList();
    return Map.of("disclosures", all);
  }
}
