package hutong.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the data lives.
///
/// @param url an external PostgreSQL as a JDBC or libpq URL; absent: the embedded one is started
/// @param dataDir the embedded server's data, kept between runs
/// @param binariesDir where the embedded server's programs are unpacked once
/// @param poolSize connections for requests; timed work and writers have their own
@ConfigurationProperties("hutong.database")
public record DatabaseSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue(".data/postgres") Path dataDir,
    @DefaultValue(".data/pg") Path binariesDir,
    @DefaultValue("16") int poolSize) {}
