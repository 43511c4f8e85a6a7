package hutong.partners.internal;

import hutong.partners.Membership.Rank;
import hutong.partners.Partner;
import hutong.partners.PartnerId;
import hutong.partners.PartnerKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Partners, their staff and their tokens.
@Repository
class PartnerStore {

  static final String PUT =
      """
      insert into partners.partner
        (id, key, kind, names, addresses, phone, details, loaded_at)
      values
        (:id, :key, :kind, :names::jsonb, :addresses::jsonb, :phone, :details::jsonb, :now)
      on conflict (key) do update
      set kind = excluded.kind, names = excluded.names, addresses = excluded.addresses,
          phone = excluded.phone, details = excluded.details, loaded_at = excluded.loaded_at,
          closed_at = null
      returning id
      """;

  static final String CLOSE_OTHERS =
      """
      update partners.partner
      set closed_at = :now
      where closed_at is null and key <> all (:keys::text[])
      """;

  static final String FIND =
      """
      select id, key, kind, names::text, addresses::text, phone, details::text
      from partners.partner
      where id = :id and closed_at is null
      """;

  static final String FIND_BY_KEY =
      """
      select id, key, kind, names::text, addresses::text, phone, details::text
      from partners.partner
      where key = :key and closed_at is null
      """;

  static final String LIST =
      """
      select id, key, kind, names::text, addresses::text, phone, details::text
      from partners.partner
      where closed_at is null and (:kind::text is null or kind = :kind)
      order by key
      limit :most
      """;

  static final String FIND_STAFF =
      """
      select s.id as staff_id, s.role,
             p.id, p.key, p.kind, p.names::text, p.addresses::text, p.phone, p.details::text
      from partners.staff s
      join partners.partner p on p.id = s.partner_id and p.closed_at is null
      where s.email_index = :index and s.removed_at is null
      order by p.key
      limit :most
      """;

  static final String ADD_STAFF =
      """
      insert into partners.staff
        (id, partner_id, email_index, person_id, email, role, added_by, added_at)
      values
        (:id, :partner, :index, :person, :email, :role, :by, :now)
      on conflict (partner_id, email_index) do nothing
      """;

  static final String BRING_BACK_STAFF =
      """
      update partners.staff
      set removed_at = null, role = :role, added_by = :by, added_at = :now
      where partner_id = :partner and email_index = :index and removed_at is not null
      """;

  static final String REMOVE_STAFF =
      """
      update partners.staff
      set removed_at = :now
      where id = :id and partner_id = :partner and removed_at is null
      """;

  static final String LIST_STAFF =
      """
      select id, person_id, email, role, added_at
      from partners.staff
      where partner_id = :partner and removed_at is null
      order by added_at, id
      limit :most
      """;

  static final String ADD_TOKEN =
      """
      insert into partners.api_token (id, partner_id, token_hash, label, issued_by, issued_at)
      values (:id, :partner, :hash, :label, :by, :now)
      """;

  static final String LIST_TOKENS =
      """
      select id, label, issued_at
      from partners.api_token
      where partner_id = :partner and revoked_at is null
      order by issued_at, id
      limit :most
      """;

  static final String REVOKE_TOKEN =
      """
      update partners.api_token
      set revoked_at = :now
      where id = :id and partner_id = :partner and revoked_at is null
      """;

  static final String FIND_TOKEN =
      """
      select t.id as token_id,
             p.id, p.key, p.kind, p.names::text, p.addresses::text, p.phone, p.details::text
      from partners.api_token t
      join partners.partner p on p.id = t.partner_id and p.closed_at is null
      where t.token_hash = :hash and t.revoked_at is null
      """;

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /// A place at a desk, with its partner.
  record Place(UUID id, Rank rank, Partner partner) {}

  /// Somebody to be added to a desk.
  record NewStaff(UUID partner, byte[] index, UUID person, byte[] email, Rank rank, String by) {}

  /// Somebody at a desk, her address sealed.
  record StaffRow(UUID id, UUID person, byte[] email, Rank rank, Instant since) {}

  /// A token, without what it is.
  record TokenRow(UUID id, String label, Instant issuedAt) {}

  /// A token somebody showed.
  record ShownToken(UUID id, Partner partner) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  PartnerStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  UUID put(UUID fresh, PartnerFile file, Instant now) {
    return jdbc.sql(PUT)
        .param("id", fresh)
        .param("key", file.key())
        .param("kind", file.kind().name())
        .param("names", json.writeValueAsString(file.names()))
        .param("addresses", json.writeValueAsString(file.addresses()))
        .param("phone", file.phone())
        .param("details", json.writeValueAsString(file.details()))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getObject("id", UUID.class))
        .single();
  }

  int closeOthers(List<String> keys, Instant now) {
    return jdbc.sql(CLOSE_OTHERS)
        .param("keys", keys.toArray(String[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Partner> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query((row, n) -> partner(row)).optional();
  }

  Optional<Partner> findByKey(String key) {
    return jdbc.sql(FIND_BY_KEY).param("key", key).query((row, n) -> partner(row)).optional();
  }

  List<Partner> list(@Nullable PartnerKind kind) {
    return jdbc.sql(LIST)
        .param("kind", kind == null ? null : kind.name())
        .param("most", PartnerLimits.PARTNERS)
        .query((row, n) -> partner(row))
        .list();
  }

  List<Place> places(byte[] emailIndex) {
    return jdbc.sql(FIND_STAFF)
        .param("index", emailIndex)
        .param("most", PartnerLimits.DESKS)
        .query(
            (row, n) ->
                new Place(
                    row.getObject("staff_id", UUID.class),
                    Rank.valueOf(row.getString("role")),
                    partner(row)))
        .list();
  }

  boolean addStaff(NewStaff staff, Instant now) {
    return jdbc.sql(ADD_STAFF)
            .param("id", hutong.kernel.Ids.next())
            .param("partner", staff.partner())
            .param("index", staff.index())
            .param("person", staff.person())
            .param("email", staff.email())
            .param("role", staff.rank().name())
            .param("by", staff.by())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean bringBack(NewStaff staff, Instant now) {
    return jdbc.sql(BRING_BACK_STAFF)
            .param("partner", staff.partner())
            .param("index", staff.index())
            .param("role", staff.rank().name())
            .param("by", staff.by())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean removeStaff(UUID partner, UUID staff, Instant now) {
    return jdbc.sql(REMOVE_STAFF)
            .param("partner", partner)
            .param("id", staff)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  List<StaffRow> staff(UUID partner) {
    return jdbc.sql(LIST_STAFF)
        .param("partner", partner)
        .param("most", PartnerLimits.STAFF)
        .query(
            (row, n) ->
                new StaffRow(
                    row.getObject("id", UUID.class),
                    row.getObject("person_id", UUID.class),
                    row.getBytes("email"),
                    Rank.valueOf(row.getString("role")),
                    row.getObject("added_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  void addToken(UUID partner, byte[] hash, String label, String by, Instant now) {
    jdbc.sql(ADD_TOKEN)
        .param("id", hutong.kernel.Ids.next())
        .param("partner", partner)
        .param("hash", hash)
        .param("label", label)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<TokenRow> tokens(UUID partner) {
    return jdbc.sql(LIST_TOKENS)
        .param("partner", partner)
        .param("most", PartnerLimits.TOKENS)
        .query(
            (row, n) ->
                new TokenRow(
                    row.getObject("id", UUID.class),
                    row.getString("label"),
                    row.getObject("issued_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  boolean revokeToken(UUID partner, UUID token, Instant now) {
    return jdbc.sql(REVOKE_TOKEN)
            .param("partner", partner)
            .param("id", token)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<ShownToken> findToken(byte[] hash) {
    return jdbc.sql(FIND_TOKEN)
        .param("hash", hash)
        .query((row, n) -> new ShownToken(row.getObject("token_id", UUID.class), partner(row)))
        .optional();
  }

  private Partner partner(ResultSet row) throws SQLException {
    return new Partner(
        new PartnerId(row.getObject("id", UUID.class)),
        row.getString("key"),
        PartnerKind.valueOf(row.getString("kind")),
        json.readValue(row.getString("names"), TEXTS),
        json.readValue(row.getString("addresses"), TEXTS),
        row.getString("phone"),
        json.readValue(row.getString("details"), TEXTS));
  }
}
