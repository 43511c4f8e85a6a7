package hutong.identity.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `identity.trust_file`.
@Repository
class TrustFileStore {

  static final String ADD =
      """
      insert into identity.trust_file
        (id, name, kind, digest, content, imported_at, imported_by)
      values (:id, :name, :kind, :digest, :content, :now, :by)
      on conflict (digest) where removed_at is null do nothing
      """;

  static final String LIST =
      """
      select id, name, kind, content, imported_at, imported_by
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

  /// A file as stored.
  record TrustFile(
      UUID id, String name, String kind, byte[] content, Instant importedAt, String importedBy) {}

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
                    row.getString("imported_by")))
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

  Instant changedAt() {
    return jdbc.sql(CHANGED_AT).query(OffsetDateTime.class).single().toInstant();
  }
}
