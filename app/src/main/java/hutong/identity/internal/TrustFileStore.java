package hutong.identity.internal;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `identity.trust_file`.
@Repository
class TrustFileStore {

  static final String ADD =
      """
      insert into identity.trust_file
        (id, name, kind, digest, content, imported_at, imported_by, effective_from)
      values (:id, :name, :kind, :digest, :content, :now, :by, :effective)
      on conflict (digest) where removed_at is null do nothing
      """;

  static final String LIST =
      """
      select id, name, kind, content, imported_at, imported_by, effective_from
      from identity.trust_file
      where removed_at is null
      order by imported_at, name
      """;

  static final String REMOVE =
      """
      update identity.trust_file
      set removed_at = :now, removed_by = :by
      where id = :id and removed_at is null
      """;

  static final String CHANGED_AT =
      """
      select coalesce(max(greatest(imported_at, coalesce(removed_at, imported_at))),
                      'epoch'::timestamptz)
      from identity.trust_file
      """;

  static final String RETIREMENTS =
      """
      select count(*)::text || ' ' || coalesce(max(retired_at), 'epoch'::timestamptz)::text
      from identity.trust_retired
      """;

  static final String RETIRED =
      """
      select fingerprint, country, subject, retired_at, retired_by
      from identity.trust_retired
      order by country, subject
      """;

  static final String RETIRE =
      """
      insert into identity.trust_retired (fingerprint, country, subject, retired_at, retired_by)
      values (:fingerprint, :country, :subject, :now, :by)
      on conflict (fingerprint) do nothing
      """;

  static final String RESTORE =
      """
      delete from identity.trust_retired
      where fingerprint = :fingerprint
      """;

  static final String ADD_LINE =
      """
      insert into identity.trust_import_line
        (file_id, line, outcome, country, subject, fingerprint, reason)
      values (:file, :line, :outcome, :country, :subject, :fingerprint, :reason)
      """;

  static final String LINES =
      """
      select outcome, country, subject, fingerprint, reason
      from identity.trust_import_line
      where file_id = :file
      order by line
      """;

  static final String COUNTS =
      """
      select file_id, outcome, count(*) as entries
      from identity.trust_import_line
      group by file_id, outcome
      """;

  /// What became of one entry of a file.
  record Line(String outcome, String country, String subject, String fingerprint, String reason) {}

  /// How many entries of a file ended in one way.
  record Count(UUID file, String outcome, long entries) {}

  /// A certificate that is out of use.
  record Retired(String fingerprint, String country, String subject, Instant at, String by) {}

  /// A file as stored.
  record TrustFile(
      UUID id,
      String name,
      String kind,
      byte[] content,
      Instant importedAt,
      String importedBy,
      @Nullable LocalDate effectiveFrom) {}

  private final JdbcClient jdbc;

  TrustFileStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when the same file is there already.
  boolean add(TrustFile file, byte[] digest) {
    return jdbc.sql(ADD)
            .param("id", file.id())
            .param("name", file.name())
            .param("kind", file.kind())
            .param("digest", digest)
            .param("content", file.content())
            .param("now", file.importedAt().atOffset(ZoneOffset.UTC))
            .param("by", file.importedBy())
            .param("effective", file.effectiveFrom(), Types.DATE)
            .update()
        == 1;
  }

  List<TrustFile> list() {
    return jdbc.sql(LIST)
        .query(
            (row, n) ->
                new TrustFile(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    row.getString("kind"),
                    row.getBytes("content"),
                    row.getObject("imported_at", OffsetDateTime.class).toInstant(),
                    row.getString("imported_by"),
                    row.getObject("effective_from", LocalDate.class)))
        .list();
  }

  boolean remove(UUID id, String by, Instant now) {
    return jdbc.sql(REMOVE)
            .param("id", id)
            .param("by", by)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void addLine(UUID file, int number, Line line) {
    jdbc.sql(ADD_LINE)
        .param("file", file)
        .param("line", number)
        .param("outcome", line.outcome())
        .param("country", line.country())
        .param("subject", line.subject())
        .param("fingerprint", line.fingerprint())
        .param("reason", line.reason())
        .update();
  }

  List<Line> lines(UUID file) {
    return jdbc.sql(LINES)
        .param("file", file)
        .query(
            (row, n) ->
                new Line(
                    row.getString("outcome"),
                    row.getString("country"),
                    row.getString("subject"),
                    row.getString("fingerprint"),
                    row.getString("reason")))
        .list();
  }

  List<Count> counts() {
    return jdbc.sql(COUNTS)
        .query(
            (row, n) ->
                new Count(
                    row.getObject("file_id", UUID.class),
                    row.getString("outcome"),
                    row.getLong("entries")))
        .list();
  }

  /// Changes whenever a certificate is retired or taken back into use.
  String retirements() {
    return jdbc.sql(RETIREMENTS).query(String.class).single();
  }

  List<Retired> retired() {
    return jdbc.sql(RETIRED)
        .query(
            (row, n) ->
                new Retired(
                    row.getString("fingerprint"),
                    row.getString("country"),
                    row.getString("subject"),
                    row.getObject("retired_at", OffsetDateTime.class).toInstant(),
                    row.getString("retired_by")))
        .list();
  }

  boolean retire(Retired certificate) {
    return jdbc.sql(RETIRE)
            .param("fingerprint", certificate.fingerprint())
            .param("country", certificate.country())
            .param("subject", certificate.subject())
            .param("now", certificate.at().atOffset(ZoneOffset.UTC))
            .param("by", certificate.by())
            .update()
        == 1;
  }

  boolean restore(String fingerprint) {
    return jdbc.sql(RESTORE).param("fingerprint", fingerprint).update() == 1;
  }

  Instant changedAt() {
    return jdbc.sql(CHANGED_AT).query(OffsetDateTime.class).single().toInstant();
  }
}
