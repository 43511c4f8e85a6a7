package hutong.command.internal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands;
import hutong.command.Standing;
import hutong.vault.KeyedIndex;
import hutong.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Lets one request of a key through at a time; the table decides between nodes.
@Component
class CommandDoor implements Commands {

  private static final Logger LOG = LoggerFactory.getLogger(CommandDoor.class);

  private final CommandService service;
  private final KeyedIndex index;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  CommandDoor(CommandService service, KeyedIndex index) {
    this.service = service;
    this.index = index;
  }

  @Override
  public Command read(String caller, @Nullable String key, HttpServletRequest http, Object body) {
    if (key == null || key.isBlank()) {
      throw problem("IDEMPOTENCY_KEY_MISSING", HttpStatus.BAD_REQUEST).stop();
    }
    if (key.length() > CommandLimits.KEY || !isPrintable(key)) {
      throw problem("IDEMPOTENCY_KEY_UNUSABLE", HttpStatus.BAD_REQUEST).stop();
    }
    var all = http.getMethod() + " " + http.getRequestURI() + "\n" + json.writeValueAsString(body);
    return new Command(caller, key, index.of("command", all));
  }

  private static boolean isPrintable(String key) {
    return key.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  @Override
  public Answer once(Command command, Supplier<Answer> act) {
    if (!running.add(command.name())) {
      return answer(service.running(command));
    }
    try {
      var standing = service.admit(command);
      if (!(standing instanceof Standing.Fresh)) {
        return answer(standing);
      }
      var answer = act.get();
      if (answer.status() < HttpStatus.INTERNAL_SERVER_ERROR.value()) {
        service.answer(command, answer);
      }
      return answer;
    } finally {
      running.remove(command.name());
    }
  }

  @Override
  public Map<String, Standing> look(List<Command> commands) {
    return service.look(commands);
  }

  @Override
  public void keep(List<Done> done) {
    service.keep(done);
  }

  @Override
  public Answer answer(Standing standing) {
    return switch (standing) {
      case Standing.Answered(var answer) -> answer;
      case Standing.Running() ->
          throw problem("IDEMPOTENCY_KEY_RUNNING", HttpStatus.CONFLICT).stop();
      case Standing.OtherRequest() ->
          throw problem("IDEMPOTENCY_KEY_USED", HttpStatus.UNPROCESSABLE_CONTENT).stop();
      case Standing.Fresh() -> throw new IllegalStateException("nobody did it");
    };
  }

  private static Problem problem(String code, HttpStatus status) {
    return Problem.of("command", code, status);
  }

  /// Drops what nobody will send again.
  @Configuration(proxyBeanMethods = false)
  static class Sweep {

    @Bean
    RecurringTask<Void> forgetCommandsJob(CommandService service) {
      return Tasks.recurring("forget-commands", FixedDelay.of(Duration.ofHours(1)))
          .execute((task, context) -> LOG.info("{} old commands dropped", service.forget()));
    }

    @Bean
    RecurringTask<Void> turnCommandDaysJob(CommandService service) {
      return Tasks.recurring("turn-command-days", FixedDelay.of(Duration.ofHours(1)))
          .execute((task, context) -> service.turnDays());
    }
  }
}
