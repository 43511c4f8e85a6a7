package hutong.booking.internal;

import hutong.booking.Commands;
import hutong.kernel.AccountId;
import hutong.kernel.Ids;
import hutong.vault.KeyedIndex;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class CommandService implements Commands {

  private final CommandStore store;
  private final KeyedIndex index;
  private final InstantSource clock;

  CommandService(CommandStore store, KeyedIndex index, InstantSource clock) {
    this.store = store;
    this.index = index;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Start begin(AccountId account, String key, String payload) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] hash = index.of("booking.command", payload);
    var fresh = new CommandStore.Row(Ids.next(), hash, now, null, null);
    if (store.add(account, key, fresh)) {
      return new Start.Fresh(fresh.id());
    }
    var known = store.get(account, key);
    if (!Arrays.equals(known.hash(), hash)) {
      return new Start.OtherPayload();
    }
    var status = known.status();
    var body = known.body();
    if (status != null && body != null) {
      return new Start.Answered(status, body);
    }
    boolean cutOff = known.begun().isBefore(now.minus(BookingLimits.COMMAND_RUNS));
    return cutOff && store.takeOver(account, key, known, now)
        ? new Start.Fresh(known.id())
        : new Start.Running();
  }

  @Override
  @Transactional
  public void answer(AccountId account, String key, int status, String body) {
    if (!store.answer(account, key, status, body)) {
      throw new IllegalStateException("a command was answered twice");
    }
  }

  /// Drops what nobody will send again; says how many.
  @Transactional
  public int forget() {
    return store.forget(clock.instant().minus(BookingLimits.COMMANDS_KEPT));
  }
}
