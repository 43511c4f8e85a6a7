package hutong.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What nobody should send: values, paths and bodies that break careless readers.
final class Garbage {

  private static final JsonMapper JSON = JsonMapper.shared();

  /// Values that have broken somebody's parser, query or page before.
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\uFEFF",
          "\u202E\u2066",
          "👩‍👩‍👧",
          "e\u0301".repeat(60),
          "İıſß",
          "-1",
          "0",
          "1e999",
          "NaN",
          "9223372036854775808",
          "-9223372036854775808",
          "99999999999999999999999999",
          "0x10",
          "٣",
          "true",
          "null",
          "[]",
          "{}",
          "2026-02-30",
          "+999999999-12-31",
          "-999999999-01-01",
          "9999-12-31",
          "0000-00-00",
          "2026-11-22T25:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "25:61",
          "00000000-0000-0000-0000-000000000000",
          "1-1-1-1-1",
          "person_00000000000000000000000000000000",
          "entry_zz",
          "' or '1'='1",
          "'; drop table identity.account; --",
          "\" onmouseover=alert(1) x=\"",
          "<script>alert(1)</script>",
          "${7*7}#{7*7}",
          "${jndi:ldap://127.0.0.1/a}",
          "%s%n%x{0}{",
          "%00",
          "%",
          "..\\..\\",
          "\r\nSet-Cookie: a=b",
          "javascript:alert(1)",
          "//evil.example",
          "https://evil.example/",
          "http://[::1",
          "x".repeat(5_000),
          "漢".repeat(3_000),
          "1".repeat(400),
          "((((((((((a+)+)+)+)+)+)+)+)+)+)!",
          "a@" + "b.".repeat(200) + "c",
          "\ud800");

  /// Bodies that are not JSON, or more of it than is good.
  static List<byte[]> bodies() {
    var bodies = new ArrayList<byte[]>();
    for (var text :
        List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":\"\"}",
            "{",
            "{\"a\":",
            "{} {}",
            "\uFEFF{}",
            "NaN",
            "{\"a\":1,\"a\":2}",
            "{\"__proto__\":{\"admin\":true}}",
            "{\"@class\":\"java.lang.Runtime\"}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "[".repeat(900) + "]".repeat(900),
            "1e1000000000",
            "1" + "0".repeat(5_000),
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "a=b&a=c&%=%&=",
            "a".repeat(300_000))) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0});
    bodies.add(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
    bodies.add(new byte[] {0x1f, (byte) 0x8b, 8, 0});
    return bodies;
  }

  /// Bodies of the described form with one value after the other exchanged for a bad one.
  static List<byte[]> spoilt(JsonNode schema, JsonNode components, Random random, int each) {
    var bodies = new ArrayList<byte[]>();
    var sound = sample(schema, components, 0);
    bodies.add(bytes(sound));
    if (sound instanceof ObjectNode object) {
      for (var name : object.propertyNames()) {
        for (var bad : bad(random, each)) {
          var copy = object.deepCopy();
          copy.set(name, bad);
          bodies.add(bytes(copy));
        }
        spoilInside(object, name, random, each, bodies);
        var without = object.deepCopy();
        without.remove(name);
        bodies.add(bytes(without));
      }
      var more = object.deepCopy();
      more.put("role", "OPERATOR").put("admin", true).put("account", "x").put("status", "PAID");
      bodies.add(bytes(more));
    }
    return bodies;
  }

  private static void spoilInside(
      ObjectNode object, String name, Random random, int each, List<byte[]> bodies) {
    if (object.get(name) instanceof ObjectNode inner) {
      for (var member : inner.propertyNames()) {
        for (var bad : bad(random, each)) {
          var copy = object.deepCopy();
          ((ObjectNode) copy.get(name)).set(member, bad);
          bodies.add(bytes(copy));
        }
      }
    } else if (object.get(name).isArray() && object.get(name).get(0) instanceof ObjectNode inner) {
      for (var member : inner.propertyNames()) {
        for (var bad : bad(random, each)) {
          var copy = object.deepCopy();
          ((ObjectNode) copy.get(name).get(0)).set(member, bad);
          bodies.add(bytes(copy));
        }
      }
    }
  }

  private static List<JsonNode> bad(Random random, int each) {
    var nodes = JSON.getNodeFactory();
    var all = new ArrayList<JsonNode>();
    all.add(nodes.nullNode());
    all.add(nodes.booleanNode(true));
    all.add(nodes.numberNode(-1));
    all.add(nodes.numberNode(Long.MIN_VALUE));
    all.add(nodes.numberNode(1e300));
    all.add(nodes.arrayNode());
    all.add(nodes.arrayNode().addNull());
    all.add(nodes.arrayNode().add(nodes.objectNode()));
    all.add(nodes.objectNode());
    all.add(nodes.objectNode().put("a", "b"));
    all.add(nodes.stringNode("a\u0000b"));
    all.add(nodes.stringNode(""));
    for (int i = 0; i < each; i++) {
      all.add(nodes.stringNode(any(random)));
    }
    return all;
  }

  static String any(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static JsonNode sample(JsonNode schema, JsonNode components, int depth) {
    var nodes = JSON.getNodeFactory();
    if (schema == null || depth > 6) {
      return nodes.objectNode();
    }
    var reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      var name = reference.substring(reference.lastIndexOf('/') + 1);
      return sample(components.path("schemas").path(name), components, depth + 1);
    }
    var values = schema.path("enum");
    if (values.isArray() && !values.isEmpty()) {
      return values.get(0);
    }
    var type = schema.path("type");
    var kind = type.isArray() ? type.get(0).asString() : type.asString("object");
    return switch (kind) {
      case "string" -> nodes.stringNode(text(schema.path("format").asString("")));
      case "integer", "number" -> nodes.numberNode(1);
      case "boolean" -> nodes.booleanNode(true);
      case "array" -> nodes.arrayNode().add(sample(schema.path("items"), components, depth + 1));
      default -> {
        var object = nodes.objectNode();
        Map<String, JsonNode> members = new TreeMap<>();
        schema.path("properties").properties().forEach(e -> members.put(e.getKey(), e.getValue()));
        members.forEach((name, inner) -> object.set(name, sample(inner, components, depth + 1)));
        yield object;
      }
    };
  }

  private static String text(String format) {
    return switch (format) {
      case "date" -> "2026-11-23";
      case "date-time" -> "2026-11-23T02:00:00Z";
      case "uuid" -> "00000000-0000-4000-8000-000000000000";
      case "uri" -> "https://hotel.example/";
      default -> "1";
    };
  }

  private static byte[] bytes(JsonNode node) {
    return JSON.writeValueAsBytes(node);
  }

  private Garbage() {}
}
