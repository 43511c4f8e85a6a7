package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every column says what kind of data it holds, and docs/privacy.md is the register of them all.
@HutongTest
class EveryColumnHasAClassTest {

  private static final Path REGISTER = Path.of("../docs/privacy.md");

  private static final String COLUMNS =
      """
      select n.nspname || '.' || c.relname || '.' || a.attname as name,
             format_type(a.atttypid, null) as type,
             coalesce(col_description(c.oid, a.attnum), '') as comment
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and c.relname <> 'migration'
      order by n.nspname, c.relname, a.attnum
      """;

  @Autowired JdbcClient jdbc;

  record Column(String name, String type, String comment) {
    String dataClass() {
      return comment.replaceFirst(":.*", "");
    }

    String meaning() {
      return comment.replaceFirst("^[a-z]+: ", "");
    }
  }

  @Test
  void every_column_has_a_class() {
    assertThat(columns())
        .allSatisfy(
            c ->
                assertThat(c.comment())
                    .as(c.name())
                    .matches("(general|personal|sensitive|secret): .+"));
  }

  @Test
  void what_is_sensitive_is_sealed() {
    assertThat(columns().stream().filter(c -> c.dataClass().equals("sensitive")))
        .allSatisfy(c -> assertThat(c.type()).as(c.name()).isEqualTo("bytea"));
  }

  @Test
  void the_register_is_that_of_this_schema() throws IOException {
    var rows =
        columns().stream()
            .filter(c -> !c.dataClass().equals("general"))
            .map(c -> "| `" + c.name() + "` | " + c.dataClass() + " | " + c.meaning() + " |")
            .collect(Collectors.joining("\n"));
    var page =
        """
        # Every column that holds more than general data

        Generated from the comments in the database; a test fails while this page shows anything else.
        *sensitive*: sealed with the person's own key, gone when the key is erased. *personal*: linked to a
        person by a random id. *secret*: keys and tokens, stored hashed or wrapped.

        | column | class | what it is |
        |---|---|---|
        %s
        """
            .formatted(rows);
    if (Boolean.getBoolean("hutong.write-docs")) {
      Files.writeString(REGISTER, page);
    }
    assertThat(REGISTER).as("stale: run ./hutong docs").hasContent(page);
  }

  private List<Column> columns() {
    return jdbc.sql(COLUMNS)
        .query(
            (row, n) ->
                new Column(row.getString("name"), row.getString("type"), row.getString("comment")))
        .list();
  }
}
