package hutong.reader;

import hutong.reader.Platform.Transcript;
import hutong.reader.ReadingException.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.sf.scuba.smartcards.CardService;
import net.sf.scuba.smartcards.CardServiceException;
import net.sf.scuba.smartcards.CommandAPDU;
import net.sf.scuba.smartcards.ResponseAPDU;
import org.jmrtd.AccessKeySpec;
import org.jmrtd.BACKey;
import org.jmrtd.PACEKeySpec;
import org.jmrtd.PassportService;
import org.jmrtd.lds.CardAccessFile;
import org.jmrtd.lds.PACEInfo;
import org.jspecify.annotations.Nullable;

/// Reads one chip: opens it by PACE, or by BAC where it has no PACE, reads its files, and passes
/// the platform's challenge on to it.
public final class ChipReader {

  private static final int SUCCESS = 0x9000;
  private static final int WRONG_LENGTH = 0x6700;
  private static final int BLOCK = 224;
  private static final int FILE_LIMIT = 2 * 1024 * 1024;
  private static final int CHAINED = 0x10;
  private static final int GENERAL_AUTHENTICATE = 0x86;

  /// Fingerprints (DG3) and irises (DG4) are closed to us, and we do not want them.
  private static final Map<Integer, String> BY_TAG =
      Map.ofEntries(
          Map.entry(0x61, "DG1"),
          Map.entry(0x75, "DG2"),
          Map.entry(0x65, "DG5"),
          Map.entry(0x67, "DG7"),
          Map.entry(0x6B, "DG11"),
          Map.entry(0x6C, "DG12"),
          Map.entry(0x6D, "DG13"),
          Map.entry(0x6E, "DG14"),
          Map.entry(0x6F, "DG15"),
          Map.entry(0x70, "DG16"));

  private final PassportService chip;
  private final Consumer<String> progress;

  private ChipReader(CardService card, Consumer<String> progress) {
    this.chip =
        new PassportService(card, PassportService.NORMAL_MAX_TRANCEIVE_LENGTH, BLOCK, false, true);
    this.progress = progress;
  }

  /// Reads the chip on this card and hands it to the platform. Answers what the platform says.
  ///
  /// @param progress is told each step, in words for the counter
  public static String read(
      CardService card, AccessKey key, Platform platform, Consumer<String> progress)
      throws ReadingException {
    var reader = new ChipReader(card, progress);
    try {
      reader.chip.open();
      reader.unlock(key);
      Map<String, byte[]> files = reader.files();
      progress.accept("Asking the platform for a challenge");
      Challenge challenge = platform.challenge(files);
      Transcript transcript = reader.answer(files, challenge);
      progress.accept("Handing over " + String.join(", ", files.keySet()));
      return platform.hand(files, transcript);
    } catch (CardServiceException e) {
      throw lost(e);
    } finally {
      reader.chip.close();
    }
  }

  // Opening

  private void unlock(AccessKey key) throws ReadingException, CardServiceException {
    progress.accept("Opening the chip");
    PACEInfo pace = pace();
    boolean opened = pace != null && byPace(key, pace);
    try {
      chip.sendSelectApplet(opened);
    } catch (CardServiceException e) {
      throw new ReadingException(
          Reason.NOT_A_DOCUMENT, "There is no travel document on this card.", e);
    }
    if (!opened) {
      byBac(key);
    }
  }

  private @Nullable PACEInfo pace() {
    try (var in = chip.getInputStream(PassportService.EF_CARD_ACCESS, BLOCK)) {
      var access = new CardAccessFile(in);
      for (var info : access.getSecurityInfos()) {
        if (info instanceof PACEInfo pace) {
          return pace;
        }
      }
    } catch (CardServiceException | IOException | RuntimeException withoutPace) {
      progress.accept("The chip announces no PACE");
    }
    return null;
  }

  private boolean byPace(AccessKey key, PACEInfo info) throws ReadingException {
    try {
      var parameters = info.getParameterId();
      chip.doPACE(
          secret(key),
          info.getObjectIdentifier(),
          PACEInfo.toParameterSpec(parameters),
          parameters);
      progress.accept("Opened by PACE");
      return true;
    } catch (CardServiceException | GeneralSecurityException | RuntimeException e) {
      if (key instanceof AccessKey.CardNumber) {
        throw wrongKey(e);
      }
      // Some chips announce what they do not serve; the older way may still work.
      progress.accept("PACE did not work, trying BAC");
      return false;
    }
  }

  private static AccessKeySpec secret(AccessKey key) throws GeneralSecurityException {
    return switch (key) {
      case AccessKey.Zone zone -> PACEKeySpec.createMRZKey(bac(zone));
      case AccessKey.CardNumber(var digits) -> PACEKeySpec.createCANKey(digits);
    };
  }

  private static BACKey bac(AccessKey.Zone zone) {
    return new BACKey(zone.number(), zone.birth(), zone.expiry());
  }

  private void byBac(AccessKey key) throws ReadingException {
    switch (key) {
      case AccessKey.Zone zone -> {
        try {
          chip.doBAC(bac(zone));
          progress.accept("Opened by BAC");
        } catch (CardServiceException | RuntimeException e) {
          throw wrongKey(e);
        }
      }
      case AccessKey.CardNumber _ ->
          throw new ReadingException(
              Reason.WRONG_KEY, "This chip opens with the lines at the bottom of the page only.");
    }
  }

  private static ReadingException wrongKey(Exception cause) {
    return new ReadingException(
        Reason.WRONG_KEY,
        "The chip does not open with what was given. Compare it with the document.",
        cause);
  }

  // Files

  private Map<String, byte[]> files() throws ReadingException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("SOD", required("SOD", PassportService.EF_SOD));
    byte[] com = file("COM", PassportService.EF_COM);
    if (com != null) {
      files.put("COM", com);
    }
    for (String name : listed(com)) {
      byte[] content = file(name, identifier(name));
      if (content != null) {
        files.put(name, content);
      }
    }
    if (!files.containsKey("DG1")) {
      throw new ReadingException(Reason.NOT_A_DOCUMENT, "The chip holds no DG1.");
    }
    return files;
  }

  // Without a list every file that may be there is tried.
  private static List<String> listed(byte @Nullable [] com) {
    List<String> names = new ArrayList<>();
    int tags = com == null ? -1 : tagList(com);
    if (com != null && tags >= 0) {
      int length = com[tags + 1];
      for (int i = tags + 2; i < tags + 2 + length && i < com.length; i++) {
        String name = BY_TAG.get(com[i] & 0xFF);
        if (name != null && !names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names.isEmpty()
        ? List.of("DG1", "DG2", "DG11", "DG12", "DG14", "DG15")
        : List.copyOf(names);
  }

  // The value of tag 5C in EF.COM comes last.
  private static int tagList(byte[] com) {
    for (int i = com.length - 2; i > 1; i--) {
      if (com[i] == 0x5C && i + 2 + com[i + 1] == com.length) {
        return i;
      }
    }
    return -1;
  }

  private static short identifier(String name) {
    return (short) (PassportService.EF_DG1 - 1 + Integer.parseInt(name.substring(2)));
  }

  private byte[] required(String name, short identifier) throws ReadingException {
    byte[] content = file(name, identifier);
    if (content == null) {
      throw new ReadingException(Reason.NOT_A_DOCUMENT, "The chip holds no EF." + name + ".");
    }
    return content;
  }

  private byte @Nullable [] file(String name, short identifier) throws ReadingException {
    progress.accept("Reading " + name);
    try (var in = chip.getInputStream(identifier, BLOCK)) {
      byte[] content = in.readNBytes(FILE_LIMIT + 1);
      if (content.length > FILE_LIMIT) {
        throw new ReadingException(Reason.NOT_A_DOCUMENT, name + " is larger than any document's.");
      }
      return content;
    } catch (CardServiceException e) {
      if (chip.isConnectionLost(e)) {
        throw lost(e);
      }
      return null;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static ReadingException lost(Exception cause) {
    return new ReadingException(
        Reason.CONNECTION_LOST, "The chip stopped answering. Lay it still and try again.", cause);
  }

  // Answering the platform's challenge

  private Transcript answer(Map<String, byte[]> files, Challenge challenge)
      throws CardServiceException {
    byte[] signed = null;
    if (files.containsKey("DG15")) {
      progress.accept("The chip signs the challenge");
      signed = sign(new CommandAPDU(challenge.sign()));
    }
    byte[] agreed = null;
    byte[] last = challenge.protectedCommand();
    if (!challenge.agree().isEmpty() && last != null) {
      progress.accept("The chip and the platform agree on a key");
      agreed = agree(challenge.agree(), last);
    }
    return new Transcript(challenge.code(), signed, agreed);
  }

  // A long signature may need the extended length.
  private byte[] sign(CommandAPDU command) throws CardServiceException {
    ResponseAPDU response = send(command);
    if (response.getSW() != SUCCESS || response.getNr() == 0) {
      var extended =
          new CommandAPDU(
              command.getCLA(),
              command.getINS(),
              command.getP1(),
              command.getP2(),
              command.getData(),
              65_536);
      ResponseAPDU second = send(extended);
      response = second.getSW() == SUCCESS ? second : response;
    }
    return response.getBytes();
  }

  private byte @Nullable [] agree(List<byte[]> commands, byte[] last) throws CardServiceException {
    for (byte[] command : commands) {
      ResponseAPDU response = sendLong(new CommandAPDU(command));
      if (response.getSW() == WRONG_LENGTH) {
        // This card reader cannot carry it; that says nothing about the chip.
        return null;
      }
      if (response.getSW() != SUCCESS) {
        byte[] whole = response.getBytes();
        return Arrays.copyOfRange(whole, whole.length - 2, whole.length);
      }
    }
    // From here on only chip and platform know the keys.
    return chip.transmit(new CommandAPDU(last)).getBytes();
  }

  // Long data go in a chain where the command allows it.
  private ResponseAPDU sendLong(CommandAPDU command) throws CardServiceException {
    byte[] data = command.getData();
    if (command.getINS() != GENERAL_AUTHENTICATE || data.length <= BLOCK) {
      return send(command);
    }
    int at = 0;
    while (data.length - at > BLOCK) {
      byte[] part = Arrays.copyOfRange(data, at, at + BLOCK);
      ResponseAPDU response =
          send(new CommandAPDU(CHAINED, command.getINS(), command.getP1(), command.getP2(), part));
      if (response.getSW() != SUCCESS) {
        return response;
      }
      at += BLOCK;
    }
    byte[] rest = Arrays.copyOfRange(data, at, data.length);
    return send(new CommandAPDU(0, command.getINS(), command.getP1(), command.getP2(), rest, 256));
  }

  private ResponseAPDU send(CommandAPDU command) throws CardServiceException {
    var session = chip.getWrapper();
    if (session == null) {
      return chip.transmit(command);
    }
    ResponseAPDU response = chip.transmit(session.wrap(command));
    // A chip that ends its session answers in plain.
    return response.getNr() == 0 ? response : session.unwrap(response);
  }
}
