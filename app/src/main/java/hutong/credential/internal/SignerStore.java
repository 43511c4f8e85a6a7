package hutong.credential.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `credential.signer` and `credential.trust_list`.
@Repository
class SignerStore {

  static final String ADD =
      """
      insert into credential.signer (key_id, role, authority, certificate, made_at)
      values (:key, :role, :authority, :certificate, :now)
      on conflict (key_id) do nothing
      """;

  static final String FIND =
      """
      select certificate
      from credential.signer
      where key_id = :key
      """;

  static final String RETIRE_OTHERS =
      """
      update credential.signer
      set retired_at = :now
      where role = 'SIGNER' and key_id <> :key and retired_at is null
      """;

  static final String LATEST_LIST =
      """
      select version, content_hash, signed, made_at
      from credential.trust_list
      order by version desc
      limit 1
      """;

  static final String ADD_LIST =
      """
      insert into credential.trust_list (version, content_hash, signed, made_at)
      values (:version, :hash, :signed, :now)
      on conflict (version) do nothing
      """;

  /// A published list.
  record TrustList(long version, byte[] hash, String signed, Instant madeAt) {}

  private final JdbcClient jdbc;

  SignerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String key, String role, String authority, byte[] certificate, Instant now) {
    jdbc.sql(ADD)
        .param("key", key)
        .param("role", role)
        .param("authority", authority)
        .param("certificate", certificate)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<byte[]> find(String key) {
    return jdbc.sql(FIND).param("key", key).query(byte[].class).optional();
  }

  void retireOthers(String key, Instant now) {
    jdbc.sql(RETIRE_OTHERS).param("key", key).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }

  @Nullable TrustList latestList() {
    return jdbc.sql(LATEST_LIST)
        .query(
            (row, n) ->
                new TrustList(
                    row.getLong("version"),
                    row.getBytes("content_hash"),
                    row.getString("signed"),
                    row.getObject("made_at", java.time.OffsetDateTime.class).toInstant()))
        .optional()
        .orElse(null);
  }

  /// False when another node published this version.
  boolean addList(TrustList list) {
    return jdbc.sql(ADD_LIST)
            .param("version", list.version())
            .param("hash", list.hash())
            .param("signed", list.signed())
            .param("now", list.madeAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
