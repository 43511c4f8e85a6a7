package hutong.command.internal;

import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands.Done;
import hutong.command.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which commands were seen, and what they were answered. It survives restarts: what a power cut
/// interrupted is done again by whoever asks again, under the same ids.
@Service
class CommandService {

  /// This run of this node.
  private static final UUID NODE = UUID.randomUUID();

  private final CommandStore store;
  private final InstantSource clock;

  CommandService(CommandStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Call it for one command at a time on this node: whoever else began it here has left.
  @Transactional
  public Standing admit(Command command) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (store.add(command, NODE, now)) {
      return new Standing.Fresh();
    }
    var row = store.find(command).orElseThrow();
    var standing = standing(row, command);
    return standing instanceof Standing.Running && takeOver(row, now)
        ? new Standing.Fresh()
        : standing;
  }

  private boolean takeOver(CommandStore.Row row, Instant now) {
    boolean left =
        row.node().equals(NODE) || row.startedAt().isBefore(now.minus(CommandLimits.TAKE_OVER));
    return left && store.takeOver(row, NODE, now);
  }

  private static Standing standing(CommandStore.Row row, Command command) {
    if (!Arrays.equals(row.command().fingerprint(), command.fingerprint())) {
      return new Standing.OtherRequest();
    }
    var answer = row.answer();
    return answer == null ? new Standing.Running() : new Standing.Answered(answer);
  }

  /// How a command stands that somebody does on this node at this moment.
  @Transactional(readOnly = true)
  public Standing running(Command command) {
    return store
        .find(command)
        .map(row -> standing(row, command))
        .filter(Standing.OtherRequest.class::isInstance)
        .orElse(new Standing.Running());
  }

  @Transactional
  public void answer(Command command, Answer answer) {
    store.answer(command, answer, clock.instant());
  }

  @Transactional
  public Map<String, Standing> look(List<Command> commands) {
    var asked =
        commands.stream()
            .collect(Collectors.toMap(Command::name, Function.identity(), (a, b) -> a));
    var found = new HashMap<String, Standing>();
    for (var row : store.findEach(commands)) {
      var name = row.command().name();
      var command = asked.get(name);
      if (command != null) {
        found.put(name, standing(row, command));
      }
    }
    return found;
  }

  @Transactional
  public void keep(List<Done> done) {
    store.addAnswered(done, NODE, clock.instant());
  }

  @Transactional
  public int forget() {
    return store.forget(clock.instant().minus(CommandLimits.KEPT));
  }
}
