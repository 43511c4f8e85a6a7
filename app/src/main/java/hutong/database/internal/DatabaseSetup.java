package hutong.database.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.zaxxer.hikari.HikariDataSource;
import hutong.database.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/// Which database this node uses, and the scheduler that works from it.
@Configuration(proxyBeanMethods = false)
class DatabaseSetup {

  /// Present only when no external database is configured.
  static class NoExternal implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("hutong.database.url"));
    }
  }

  @Bean(destroyMethod = "close")
  @Conditional(NoExternal.class)
  EmbeddedPostgres embeddedPostgres(DatabaseSettings settings) throws IOException {
    return new EmbeddedPostgres(settings.binariesDir(), settings.dataDir());
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(
      DatabaseSettings settings,
      org.springframework.beans.factory.ObjectProvider<EmbeddedPostgres> embedded) {
    var pool = new HikariDataSource();
    pool.setPoolName("requests");
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    pool.addDataSourceProperty("ApplicationName", "hutong");
    var own = embedded.getIfAvailable();
    if (own == null) {
      external(pool, settings);
    } else {
      pool.setJdbcUrl(own.url());
      pool.setUsername(own.username());
      pool.setPassword(own.password());
    }
    return pool;
  }

  /// Accepts `jdbc:postgresql://…` and the libpq form `postgresql://user:password@host/name`.
  private static void external(HikariDataSource pool, DatabaseSettings settings) {
    var url = String.valueOf(settings.url());
    String user = settings.username();
    String password = settings.password();
    if (!url.startsWith("jdbc:")) {
      var uri = URI.create(url);
      var login = uri.getUserInfo();
      if (login != null) {
        var parts = login.split(":", 2);
        user = parts[0];
        password = parts.length > 1 ? parts[1] : password;
      }
      url = "jdbc:postgresql://" + uri.getHost() + port(uri) + uri.getPath() + query(uri);
    }
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  private static String query(URI uri) {
    @Nullable String query = uri.getRawQuery();
    return query == null ? "" : "?" + query;
  }

  @Bean(destroyMethod = "stop")
  Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks) {
    var recurring =
        tasks.stream().filter(RecurringTask.class::isInstance).map(RecurringTask.class::cast);
    var others = tasks.stream().filter(task -> !(task instanceof RecurringTask)).toList();
    var builder =
        Scheduler.create(dataSource, others)
            .tableName("database.scheduled_task")
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .threads(4)
            .pollingInterval(Duration.ofSeconds(1))
            .enableImmediateExecution();
    recurring.forEach(task -> start(builder, task));
    return builder.build();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the builder wants the task's own type
  private static void start(
      com.github.kagkarlsson.scheduler.SchedulerBuilder builder, RecurringTask task) {
    builder.startTasks(task);
  }

  @Configuration(proxyBeanMethods = false)
  static class StartWhenReady {
    private final Scheduler scheduler;

    StartWhenReady(Scheduler scheduler) {
      this.scheduler = scheduler;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
      scheduler.start();
    }
  }
}
