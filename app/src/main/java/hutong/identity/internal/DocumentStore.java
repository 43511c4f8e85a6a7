package hutong.identity.internal;

import hutong.identity.Document.Level;
import hutong.identity.DocumentKind;
import hutong.kernel.PersonId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `identity.document`, `identity.document_check` and `identity.kept_file`.
@Repository
class DocumentStore {

  static final String SUPERSEDE =
      """
      update identity.document
      set superseded_at = :now
      where person_id = :person and superseded_at is null
      """;

  static final String ADD =
      """
      insert into identity.document
        (id, person_id, kind, issuer, nationality, holder, number_index, expiry, level, verified_at)
      values
        (:id, :person, :kind, :issuer, :nationality, :holder, :index, :expiry, :level, :now)
      """;

  static final String CURRENT =
      """
      select id, kind, issuer, nationality, holder, number_index, expiry, level, verified_at
      from identity.document
      where person_id = :person and superseded_at is null
      """;

  static final String ADD_CHECK =
      """
      insert into identity.document_check
        (id, person_id, at, level, verdict, codes, signer_country, algorithms, document_id)
      values
        (:id, :person, :at, :level, :verdict, :codes, :country, :algorithms, :document)
      """;

  static final String FIND_CHECK =
      """
      select id, person_id, at, level, verdict, codes, signer_country, algorithms, document_id
      from identity.document_check
      where id = :id
      """;

  static final String LIST_CHECKS =
      """
      select id, person_id, at, level, verdict, codes, signer_country, algorithms, document_id
      from identity.document_check
      where person_id = :person
      order by at desc
      limit :most
      """;

  static final String KEEP_FILE =
      """
      insert into identity.kept_file (person_id, name, content, kept_at)
      values (:person, :name, :content, :now)
      on conflict (person_id, name) do update
      set content = excluded.content, kept_at = excluded.kept_at
      """;

  static final String KEPT_FILES =
      """
      select name
      from identity.kept_file
      where person_id = :person
      order by name
      """;

  static final String DROP_FILES =
      """
      delete from identity.kept_file
      where person_id = :person
      """;

  static final String BLIND =
      """
      update identity.document
      set number_index = sha256(uuid_send(gen_random_uuid())), issuer = '', nationality = ''
      where person_id = :person
      """;

  static final String DROP_CHECKS =
      """
      update identity.document_check
      set signer_country = '', codes = '{}'
      where person_id = :person
      """;

  /// A document as stored; `holder` is sealed.
  record Row(
      UUID id,
      DocumentKind kind,
      String issuer,
      String nationality,
      byte[] holder,
      byte[] numberIndex,
      LocalDate expiry,
      Level level) {}

  /// A check as stored.
  record CheckRow(
      UUID id,
      PersonId person,
      Instant at,
      Level level,
      String verdict,
      List<String> codes,
      String country,
      String algorithms) {}

  private final JdbcClient jdbc;

  DocumentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Takes away what could still tell whose the documents were.
  void forget(PersonId person) {
    jdbc.sql(BLIND).param("person", person.value()).update();
    jdbc.sql(DROP_CHECKS).param("person", person.value()).update();
    dropFiles(person);
  }

  /// Makes this the person's current document.
  void replace(PersonId person, Row row, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    jdbc.sql(SUPERSEDE).param("person", person.value()).param("now", at).update();
    jdbc.sql(ADD)
        .param("id", row.id())
        .param("person", person.value())
        .param("kind", row.kind().name())
        .param("issuer", row.issuer())
        .param("nationality", row.nationality())
        .param("holder", row.holder())
        .param("index", row.numberIndex())
        .param("expiry", row.expiry())
        .param("level", row.level().name())
        .param("now", at)
        .update();
  }

  Optional<Row> current(PersonId person) {
    return jdbc.sql(CURRENT).param("person", person.value()).query(DocumentStore::row).optional();
  }

  Optional<Instant> currentVerifiedAt(PersonId person) {
    return jdbc.sql(CURRENT)
        .param("person", person.value())
        .query((row, n) -> row.getObject("verified_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  void addCheck(CheckRow check, @Nullable UUID document) {
    jdbc.sql(ADD_CHECK)
        .param("id", check.id())
        .param("person", check.person().value())
        .param("at", check.at().atOffset(ZoneOffset.UTC))
        .param("level", check.level().name())
        .param("verdict", check.verdict())
        .param("codes", check.codes().toArray(String[]::new))
        .param("country", check.country())
        .param("algorithms", check.algorithms())
        .param("document", document)
        .update();
  }

  Optional<CheckRow> findCheck(UUID id) {
    return jdbc.sql(FIND_CHECK).param("id", id).query(DocumentStore::check).optional();
  }

  List<CheckRow> checks(PersonId person) {
    return jdbc.sql(LIST_CHECKS)
        .param("person", person.value())
        .param("most", DocumentLimits.CHECKS_SHOWN)
        .query(DocumentStore::check)
        .list();
  }

  void keepFile(PersonId person, String name, byte[] sealed, Instant now) {
    jdbc.sql(KEEP_FILE)
        .param("person", person.value())
        .param("name", name)
        .param("content", sealed)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<String> keptFiles(PersonId person) {
    return jdbc.sql(KEPT_FILES)
        .param("person", person.value())
        .query((row, n) -> row.getString("name"))
        .list();
  }

  void dropFiles(PersonId person) {
    jdbc.sql(DROP_FILES).param("person", person.value()).update();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        DocumentKind.valueOf(row.getString("kind")),
        row.getString("issuer"),
        row.getString("nationality"),
        row.getBytes("holder"),
        row.getBytes("number_index"),
        row.getObject("expiry", LocalDate.class),
        Level.valueOf(row.getString("level")));
  }

  private static CheckRow check(ResultSet row, int n) throws SQLException {
    return new CheckRow(
        row.getObject("id", UUID.class),
        new PersonId(row.getObject("person_id", UUID.class)),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Level.valueOf(row.getString("level")),
        row.getString("verdict"),
        codes(row.getArray("codes")),
        row.getString("signer_country"),
        row.getString("algorithms"));
  }

  private static List<String> codes(Array array) throws SQLException {
    var codes = new ArrayList<String>();
    for (var code : (Object[]) array.getArray()) {
      codes.add(code.toString());
    }
    return codes;
  }
}
