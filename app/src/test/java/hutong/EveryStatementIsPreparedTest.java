package hutong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.EmptySqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/// Every SQL constant of every store is prepared by PostgreSQL against the migrated schema.
@HutongTest
class EveryStatementIsPreparedTest {

  private static final Path CLASSES = Path.of("target/classes");

  @Autowired DataSource dataSource;

  @Test
  void every_statement_is_prepared() throws Exception {
    var stores = stores();
    var faults = new ArrayList<String>();
    try (var connection = dataSource.getConnection()) {
      for (var store : stores) {
        for (var field : store.getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
            field.setAccessible(true);
            var sql = (String) field.get(null);
            if (looksLikeSql(sql)) {
              fault(connection, sql)
                  .ifPresent(
                      f -> faults.add(store.getSimpleName() + "." + field.getName() + ": " + f));
            }
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void a_misspelt_column_is_found() throws SQLException {
    try (var connection = dataSource.getConnection()) {
      assertThat(
              fault(connection, "select task_nam from database.scheduled_task where picked = :p"))
          .hasValueSatisfying(fault -> assertThat(fault).contains("task_nam"));
    }
  }

  private static boolean looksLikeSql(String text) {
    return text.strip().matches("(?s)(select|insert|update|delete|with|lock|merge|truncate)\\s.*");
  }

  private static Optional<String> fault(Connection connection, String sql) {
    var parsed = NamedParameterUtils.parseSqlStatement(sql);
    var plain =
        NamedParameterUtils.substituteNamedParameters(parsed, new EmptySqlParameterSource());
    try (var statement = connection.prepareStatement(plain)) {
      statement.getParameterMetaData().getParameterCount();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static List<Class<?>> stores() throws IOException, ClassNotFoundException {
    var found = new ArrayList<Class<?>>();
    List<Path> files;
    try (var walk = Files.walk(CLASSES)) {
      files = walk.filter(file -> file.toString().endsWith("Store.class")).toList();
    }
    for (var file : files) {
      var name = CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
      found.add(Class.forName(name));
    }
    return found;
  }
}
