package hutong.presentation.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `presentation.certificate`.
@Repository
class CertificateStore {

  static final String FIND =
      """
      select certificate
      from presentation.certificate
      where role = :role and key_id = :key and host = :host
      """;

  static final String PUT =
      """
      insert into presentation.certificate (role, key_id, host, certificate, expires_at)
      values (:role, :key, :host, :certificate, :expires)
      on conflict (role, key_id, host) do update
      set certificate = excluded.certificate, expires_at = excluded.expires_at
      where presentation.certificate.expires_at < excluded.expires_at - interval '1 day'
      """;

  private final JdbcClient jdbc;

  CertificateStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<byte[]> find(String role, String key, String host) {
    return jdbc.sql(FIND)
        .param("role", role)
        .param("key", key)
        .param("host", host)
        .query((row, n) -> row.getBytes("certificate"))
        .optional();
  }

  void put(String role, String key, String host, byte[] certificate, Instant expires) {
    jdbc.sql(PUT)
        .param("role", role)
        .param("key", key)
        .param("host", host)
        .param("certificate", certificate)
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }
}
