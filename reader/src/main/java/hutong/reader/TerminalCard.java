package hutong.reader;

import hutong.reader.ReadingException.Reason;
import java.time.Duration;
import java.util.List;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import net.sf.scuba.smartcards.CardService;
import net.sf.scuba.smartcards.CardServiceException;
import net.sf.scuba.smartcards.CommandAPDU;
import net.sf.scuba.smartcards.ResponseAPDU;
import org.jspecify.annotations.Nullable;

/// A document on a PC/SC reader.
public final class TerminalCard extends CardService {

  private final CardTerminal terminal;
  private @Nullable Card card;
  private @Nullable CardChannel channel;

  TerminalCard(CardTerminal terminal) {
    this.terminal = terminal;
  }

  /// The names of the readers that are attached.
  public static List<String> terminals() {
    try {
      return TerminalFactory.getDefault().terminals().list().stream()
          .map(CardTerminal::getName)
          .toList();
    } catch (CardException noneAttached) {
      return List.of();
    }
  }

  /// Waits for a document on the reader whose name contains this text; on any reader for an empty
  /// one.
  public static TerminalCard await(String name, Duration patience) throws ReadingException {
    try {
      for (var terminal : TerminalFactory.getDefault().terminals().list()) {
        if (terminal.getName().contains(name)) {
          if (terminal.waitForCardPresent(patience.toMillis())) {
            return new TerminalCard(terminal);
          }
          throw new ReadingException(Reason.NO_CARD, "No document was laid on the reader.");
        }
      }
    } catch (CardException e) {
      throw new ReadingException(
          Reason.NO_CARD, "No card reader is attached, or pcscd does not run.", e);
    }
    throw new ReadingException(Reason.NO_CARD, "No card reader of that name is attached.");
  }

  @Override
  public void open() throws CardServiceException {
    try {
      card = terminal.connect("*");
      channel = card.getBasicChannel();
      state = SESSION_STARTED_STATE;
    } catch (CardException e) {
      throw new CardServiceException("cannot connect", e);
    }
  }

  @Override
  public boolean isOpen() {
    return channel != null;
  }

  @Override
  public ResponseAPDU transmit(CommandAPDU command) throws CardServiceException {
    var open = channel;
    if (open == null) {
      throw new CardServiceException("not open");
    }
    try {
      var answer = open.transmit(new javax.smartcardio.CommandAPDU(command.getBytes()));
      return new ResponseAPDU(answer.getBytes());
    } catch (CardException | IllegalArgumentException e) {
      throw new CardServiceException("no answer", e);
    }
  }

  @Override
  public byte[] getATR() {
    var connected = card;
    return connected == null ? new byte[0] : connected.getATR().getBytes();
  }

  @Override
  public boolean isExtendedAPDULengthSupported() {
    return true;
  }

  @Override
  public void close() {
    var connected = card;
    card = null;
    channel = null;
    if (connected != null) {
      try {
        connected.disconnect(false);
      } catch (CardException alreadyGone) {
        state = SESSION_STOPPED_STATE;
      }
    }
    state = SESSION_STOPPED_STATE;
  }

  @Override
  public boolean isConnectionLost(Exception e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      if (cause instanceof CardException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
