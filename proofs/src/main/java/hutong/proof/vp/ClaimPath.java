package hutong.proof.vp;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A claims path pointer (OpenID4VP 1.0, section 7): where in a credential a claim is.
public record ClaimPath(List<Part> parts) {

  private static final int MOST = 16;
  private static final int LONGEST = 256;

  /// One step down.
  public sealed interface Part {
    /// Into the member of an object.
    record Name(String name) implements Part {}

    /// To one element of a list.
    record Index(int index) implements Part {}

    /// To all elements of a list.
    record All() implements Part {}
  }

  public ClaimPath {
    parts = List.copyOf(parts);
  }

  public static ClaimPath of(String... names) {
    return new ClaimPath(
        java.util.Arrays.stream(names).map(name -> (Part) new Part.Name(name)).toList());
  }

  /// The path that a JSON pointer into these claims means.
  public static ClaimPath ofPointer(String pointer, JsonNode claims) {
    var parts = new ArrayList<Part>();
    var node = claims;
    for (var each : pointer.substring(1).split("/", -1)) {
      var name = each.replace("~1", "/").replace("~0", "~");
      if (node instanceof ArrayNode list && name.matches("\\d{1,6}")) {
        int index = Integer.parseInt(name);
        parts.add(new Part.Index(index));
        node = list.path(index);
      } else {
        parts.add(new Part.Name(name));
        node = node.path(name);
      }
    }
    return new ClaimPath(parts);
  }

  static ClaimPath read(JsonNode node, String where) throws DcqlException {
    if (!(node instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST) {
      throw new DcqlException(where, "must be a list of 1 to " + MOST + " parts");
    }
    var parts = new ArrayList<Part>();
    for (var each : list) {
      if (each.isNull()) {
        parts.add(new Part.All());
      } else if (each.isString() && each.stringValue().length() <= LONGEST) {
        parts.add(new Part.Name(each.stringValue()));
      } else if (each.isInt() && each.intValue() >= 0) {
        parts.add(new Part.Index(each.intValue()));
      } else {
        throw new DcqlException(where, "a part is a text, a number from 0, or null");
      }
    }
    return new ClaimPath(parts);
  }

  JsonNode write(tools.jackson.databind.json.JsonMapper json) {
    var list = json.createArrayNode();
    for (var part : parts) {
      switch (part) {
        case Part.Name(var name) -> list.add(name);
        case Part.Index(var index) -> list.add(index);
        case Part.All() -> list.addNull();
      }
    }
    return list;
  }

  /// The elements this path selects; empty when the credential has none.
  public List<JsonNode> select(JsonNode root) {
    var selected = List.of(root);
    for (var part : parts) {
      var next = new ArrayList<JsonNode>();
      for (var node : selected) {
        step(part, node, next);
      }
      if (next.isEmpty()) {
        return List.of();
      }
      selected = next;
    }
    return selected;
  }

  private static void step(Part part, JsonNode node, List<JsonNode> into) {
    switch (part) {
      case Part.Name(var name) -> {
        if (node instanceof ObjectNode object && object.has(name)) {
          into.add(object.get(name));
        }
      }
      case Part.Index(var index) -> {
        if (node instanceof ArrayNode list && index < list.size()) {
          into.add(list.get(index));
        }
      }
      case Part.All() -> {
        if (node instanceof ArrayNode list) {
          list.forEach(into::add);
        }
      }
    }
  }

  /// Whether one of the two is the beginning of the other: disclosing one touches the other.
  boolean touches(ClaimPath other) {
    int common = Math.min(parts.size(), other.parts.size());
    for (int i = 0; i < common; i++) {
      if (!meets(parts.get(i), other.parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean meets(Part one, Part other) {
    return switch (one) {
      case Part.Name(var name) -> other instanceof Part.Name(var same) && name.equals(same);
      case Part.Index(var index) ->
          other instanceof Part.All || (other instanceof Part.Index(var same) && index == same);
      case Part.All() -> !(other instanceof Part.Name);
    };
  }

  /// The path as people read it: `address.street`, `nationalities[]`.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Name(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Part.Index(var index) -> text.append('[').append(index).append(']');
        case Part.All() -> text.append("[]");
      }
    }
    return text.toString();
  }
}
