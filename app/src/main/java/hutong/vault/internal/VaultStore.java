package hutong.vault.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of schema `vault`: wrapped keys, and nothing they could open.
@Repository
class VaultStore {

  static final String ADD_PERSON_KEY =
      """
      insert into vault.person_key (person_id, wrapped_key, created_at)
      values (:person, :wrapped, :now)
      on conflict (person_id) do nothing
      """;

  static final String FIND_PERSON_KEY =
      """
      select wrapped_key, erased_at
      from vault.person_key
      where person_id = :person
      """;

  static final String ERASE_PERSON_KEY =
      """
      insert into vault.person_key (person_id, wrapped_key, created_at, erased_at)
      values (:person, null, :now, :now)
      on conflict (person_id) do update
      set wrapped_key = null, erased_at = coalesce(person_key.erased_at, excluded.erased_at)
      """;

  static final String ADD_PLATFORM_KEY =
      """
      insert into vault.platform_key (name, wrapped_key, created_at)
      values (:name, :wrapped, :now)
      on conflict (name) do nothing
      """;

  static final String FIND_PLATFORM_KEY =
      """
      select wrapped_key
      from vault.platform_key
      where name = :name
      """;

  static final String ADD_SIGNING_KEY =
      """
      insert into vault.signing_key (id, key_use, wrapped_key, certificate, created_at)
      values (:id, :use, :wrapped, :certificate, :now)
      on conflict (key_use) where retired_at is null do nothing
      """;

  static final String RETIRE_SIGNING_KEY =
      """
      update vault.signing_key
      set retired_at = :now
      where key_use = :use and retired_at is null
      """;

  static final String LIST_SIGNING_KEYS =
      """
      select id, wrapped_key, certificate
      from vault.signing_key
      where key_use = :use
      order by retired_at desc nulls first
      """;

  /// A person's key as stored; absent once erased.
  record PersonKey(byte @Nullable [] wrapped) {}

  /// A signing key as stored.
  record SigningKeyRow(String id, byte[] wrapped, byte[] certificate) {}

  private final JdbcClient jdbc;

  VaultStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void addPersonKey(UUID person, byte[] wrapped, Instant now) {
    jdbc.sql(ADD_PERSON_KEY)
        .param("person", person)
        .param("wrapped", wrapped)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<PersonKey> findPersonKey(UUID person) {
    return jdbc.sql(FIND_PERSON_KEY)
        .param("person", person)
        .query((row, n) -> new PersonKey(row.getBytes("wrapped_key")))
        .optional();
  }

  void erasePersonKey(UUID person, Instant now) {
    jdbc.sql(ERASE_PERSON_KEY)
        .param("person", person)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void addPlatformKey(String name, byte[] wrapped, Instant now) {
    jdbc.sql(ADD_PLATFORM_KEY)
        .param("name", name)
        .param("wrapped", wrapped)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<byte[]> findPlatformKey(String name) {
    return jdbc.sql(FIND_PLATFORM_KEY).param("name", name).query(byte[].class).optional();
  }

  void addSigningKey(String use, SigningKeyRow key, Instant now) {
    jdbc.sql(ADD_SIGNING_KEY)
        .param("id", key.id())
        .param("use", use)
        .param("wrapped", key.wrapped())
        .param("certificate", key.certificate())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void retireSigningKey(String use, Instant now) {
    jdbc.sql(RETIRE_SIGNING_KEY)
        .param("use", use)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<SigningKeyRow> signingKeys(String use) {
    return jdbc.sql(LIST_SIGNING_KEYS)
        .param("use", use)
        .query(
            (row, n) ->
                new SigningKeyRow(
                    row.getString("id"), row.getBytes("wrapped_key"), row.getBytes("certificate")))
        .list();
  }
}
