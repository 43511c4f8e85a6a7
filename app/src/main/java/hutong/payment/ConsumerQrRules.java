package hutong.payment;

import hutong.payment.ConsumerQr.Code;
import hutong.payment.ConsumerQr.Finding;
import hutong.payment.ConsumerQr.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of EMVCo's consumer-presented mode 1.1 for the objects of one code.
final class ConsumerQrRules {

  private enum Format {
    BINARY,
    TEXT,
    DIGITS,
    TRACK
  }

  private record Rule(String name, Format format, int shortest, int longest) {}

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("85", new Rule("payloadFormatIndicator", Format.TEXT, 5, 5)),
          Map.entry("61", new Rule("applicationTemplate", Format.BINARY, 1, 4096)),
          Map.entry("62", new Rule("commonDataTemplate", Format.BINARY, 1, 4096)),
          Map.entry(
              "63", new Rule("applicationSpecificTransparentTemplate", Format.BINARY, 1, 4096)),
          Map.entry("64", new Rule("commonDataTransparentTemplate", Format.BINARY, 1, 4096)),
          Map.entry("4F", new Rule("applicationName", Format.BINARY, 5, 16)),
          Map.entry("50", new Rule("applicationLabel", Format.TEXT, 1, 16)),
          Map.entry("57", new Rule("track2Equivalent", Format.TRACK, 1, 19)),
          Map.entry("5A", new Rule("applicationPan", Format.DIGITS, 1, 10)),
          Map.entry("5F20", new Rule("cardholderName", Format.TEXT, 2, 26)),
          Map.entry("5F2D", new Rule("languagePreference", Format.TEXT, 2, 8)),
          Map.entry("5F50", new Rule("issuerUrl", Format.TEXT, 1, 255)),
          Map.entry("9F08", new Rule("applicationVersion", Format.BINARY, 2, 2)),
          Map.entry("9F19", new Rule("tokenRequestorId", Format.DIGITS, 6, 6)),
          Map.entry("9F24", new Rule("paymentAccountReference", Format.TEXT, 29, 29)),
          Map.entry("9F25", new Rule("lastFourDigitsOfPan", Format.DIGITS, 2, 2)),
          Map.entry("9F10", new Rule("issuerApplicationData", Format.BINARY, 1, 32)),
          Map.entry("9F26", new Rule("applicationCryptogram", Format.BINARY, 8, 8)),
          Map.entry("9F27", new Rule("cryptogramInformation", Format.BINARY, 1, 1)),
          Map.entry("9F36", new Rule("transactionCounter", Format.BINARY, 2, 2)),
          Map.entry("82", new Rule("applicationInterchangeProfile", Format.BINARY, 2, 2)),
          Map.entry("9F37", new Rule("unpredictableNumber", Format.BINARY, 4, 4)),
          Map.entry("9F74", new Rule("issuerQrData", Format.BINARY, 1, 255)),
          Map.entry("5F34", new Rule("panSequenceNumber", Format.DIGITS, 1, 1)),
          Map.entry("9F6E", new Rule("formFactor", Format.BINARY, 1, 32)),
          Map.entry("9F7C", new Rule("customerExclusiveData", Format.BINARY, 1, 32)),
          Map.entry("95", new Rule("terminalVerificationResults", Format.BINARY, 5, 5)),
          Map.entry("9F33", new Rule("terminalCapabilities", Format.BINARY, 3, 3)),
          Map.entry("9F34", new Rule("cardholderVerification", Format.BINARY, 3, 3)));

  private static final Set<String> TEMPLATES = Set.of("61", "62", "61.63", "62.64");
  private static final Set<String> ONLY_AT_ROOT = Set.of("85", "61", "62");

  static boolean isTemplate(String path) {
    return TEMPLATES.contains(path);
  }

  static String name(String tag) {
    var rule = RULES.get(tag);
    return rule == null ? "unknown" : rule.name();
  }

  static boolean isText(String tag) {
    var rule = RULES.get(tag);
    return rule != null && rule.format() == Format.TEXT;
  }

  static void check(List<Node> objects, List<Finding> findings) {
    var indicator = objects.stream().filter(node -> node.tag().equals("85")).findFirst();
    if (indicator.isEmpty()) {
      findings.add(new Finding(Code.FORMAT_INDICATOR_MISSING, "85"));
    } else {
      if (!objects.getFirst().tag().equals("85")) {
        findings.add(new Finding(Code.FORMAT_INDICATOR_NOT_FIRST, "85"));
      }
      if (!indicator.get().text().equals("CPV01")) {
        findings.add(new Finding(Code.FORMAT_INDICATOR_UNKNOWN, "85"));
      }
    }
    if (objects.stream().noneMatch(node -> node.tag().equals("61"))) {
      findings.add(new Finding(Code.APPLICATION_TEMPLATE_MISSING, "61"));
    }
    level(objects, "", findings);
  }

  private static void level(List<Node> nodes, String parent, List<Finding> findings) {
    var seen = new HashSet<String>();
    for (var node : nodes) {
      var path = parent.isEmpty() ? node.tag() : parent + "." + node.tag();
      if (!seen.add(node.tag()) && !path.equals("61")) {
        findings.add(new Finding(Code.DUPLICATE_OBJECT, path));
      }
      if (misplaced(node.tag(), parent)) {
        findings.add(new Finding(Code.UNEXPECTED_OBJECT, path));
      }
      value(node, path, findings);
      if (path.equals("61") && node.child("4F").isEmpty()) {
        findings.add(new Finding(Code.APPLICATION_NAME_MISSING, "61.4F"));
      }
      level(node.children(), path, findings);
    }
  }

  private static boolean misplaced(String tag, String parent) {
    if (parent.isEmpty()) {
      return RULES.containsKey(tag) && !ONLY_AT_ROOT.contains(tag);
    }
    return ONLY_AT_ROOT.contains(tag)
        || (tag.equals("63") && !parent.equals("61"))
        || (tag.equals("64") && !parent.equals("62"))
        || (tag.equals("4F") && !parent.equals("61"));
  }

  private static void value(Node node, String path, List<Finding> findings) {
    var rule = RULES.get(node.tag());
    if (rule == null) {
      findings.add(new Finding(Code.UNKNOWN_OBJECT, path));
      return;
    }
    int count = node.value().length() / 2;
    if (count < rule.shortest() || count > rule.longest()) {
      findings.add(new Finding(Code.WRONG_LENGTH, path));
    }
    if (node.tag().equals("5F2D") && count % 2 != 0) {
      findings.add(new Finding(Code.WRONG_LENGTH, path));
    }
    switch (rule.format()) {
      case BINARY -> {}
      case TEXT -> {
        if (!node.text().chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
          findings.add(new Finding(Code.NOT_PRINTABLE, path));
        }
      }
      case DIGITS -> {
        if (!node.value().matches("[0-9]*F*")) {
          findings.add(new Finding(Code.NOT_DIGITS, path));
        }
      }
      case TRACK -> {
        if (!node.value().matches("[0-9]{1,19}D[0-9]*F?")) {
          findings.add(new Finding(Code.TRACK_FORMAT, path));
        }
      }
    }
  }

  private ConsumerQrRules() {}
}
