package hutong.lodging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What may follow what, case by case, and the picture of it in the docs.
class StayStatusTest {

  private static final Path PAGE = Path.of("../docs/modules/stay-states.md");

  /// Rows: from. Columns: to, in the same order. `x` is allowed, everything else refused.
  private static final String TABLE =
      """
                     AWAITING_HOST SUBMITTED ACCEPTED RETURNED CLOSED WITHDRAWN
      AWAITING_HOST        -           x        -        -        -       x
      SUBMITTED            -           -        x        x        -       x
      ACCEPTED             -           -        -        -        x       -
      RETURNED             -           x        -        -        -       x
      CLOSED               -           -        -        -        -       -
      WITHDRAWN            -           -        -        -        -       -
      """;

  @Test
  void every_change_is_allowed_or_refused_as_the_table_says() {
    var lines = TABLE.lines().toList();
    var columns = lines.getFirst().strip().split("\\s+");
    assertThat(columns).hasSameSizeAs(StayStatus.values());
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.strip().split("\\s+");
      var from = StayStatus.valueOf(cells[0]);
      for (int i = 0; i < columns.length; i++) {
        var to = StayStatus.valueOf(columns[i]);
        assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(cells[i + 1].equals("x"));
      }
    }
  }

  @Test
  void the_clock_runs_only_while_nothing_is_with_the_authority() {
    assertThat(StayStatus.values())
        .filteredOn(StayStatus::clockRuns)
        .containsExactly(StayStatus.AWAITING_HOST, StayStatus.RETURNED);
  }

  @Test
  void the_picture_in_the_docs_is_that_of_the_code() throws IOException {
    var page =
        """
        # How a registration of a stay goes

        Generated from `StayStatus`; a test fails while this page shows anything else.

        ```mermaid
        %s```
        """
            .formatted(StayStatus.diagram());
    if (Boolean.getBoolean("hutong.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("stale: run ./hutong docs").hasContent(page);
  }
}
