package hutong.command.internal;

import hutong.command.Answer;
import hutong.command.Command;
import hutong.command.Commands.Done;
import hutong.command.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
    var kept = kept(List.of(command));
    if (!kept.isEmpty()) {
      return standing(kept.getFirst(), command);
    }
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

  private List<CommandStore.Kept> kept(List<Command> commands) {
    return store.findKept(commands, today().minusDays(CommandLimits.KEPT.toDays()));
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Standing standing(CommandStore.Kept kept, Command command) {
    return Arrays.equals(kept.fingerprint(), command.fingerprint())
        ? new Standing.Answered(kept.answer())
        : new Standing.OtherRequest();
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
    var byId = new HashMap<UUID, Command>();
    commands.forEach(command -> byId.put(command.id(), command));
    var found = new HashMap<String, Standing>();
    for (var row : store.findEach(commands)) {
      look(byId, row.command().id())
          .ifPresent(command -> found.put(command.name(), standing(row, command)));
    }
    for (var kept : kept(commands)) {
      look(byId, kept.id())
          .ifPresent(command -> found.put(command.name(), standing(kept, command)));
    }
    return found;
  }

  private static Optional<Command> look(Map<UUID, Command> commands, UUID id) {
    return Optional.ofNullable(commands.get(id));
  }

  @Transactional
  public void keep(List<Done> done) {
    store.keep(done, today());
  }

  @Transactional
  public int turnDays() {
    return store.turnDays(today(), (int) CommandLimits.KEPT.toDays());
  }

  @Transactional
  public int forget() {
    return store.forget(clock.instant().minus(CommandLimits.KEPT));
  }
}
