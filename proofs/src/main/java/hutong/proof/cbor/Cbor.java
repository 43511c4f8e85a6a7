package hutong.proof.cbor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One item of CBOR.
public sealed interface Cbor {

  /// A whole number of either sign.
  record Whole(BigInteger value) implements Cbor {}

  /// Octets.
  record Octets(byte[] value) implements Cbor {}

  /// Text.
  record Text(String value) implements Cbor {}

  /// A list.
  record Items(List<Cbor> values) implements Cbor {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A map, in the order it was read or made. No key stands twice.
  record Members(List<Member> values) implements Cbor {
    public Members {
      values = List.copyOf(values);
    }

    /// The value under a text, where there is one.
    public Optional<Cbor> find(String key) {
      return values.stream()
          .filter(each -> each.key() instanceof Text text && text.value().equals(key))
          .map(Member::value)
          .findFirst();
    }

    /// The value under a number, where there is one.
    public Optional<Cbor> find(long key) {
      var number = BigInteger.valueOf(key);
      return values.stream()
          .filter(each -> each.key() instanceof Whole whole && whole.value().equals(number))
          .map(Member::value)
          .findFirst();
    }
  }

  /// A key and its value.
  record Member(Cbor key, Cbor value) {}

  /// An item with a tag. For tag 24 (embedded CBOR) the octets of the whole are kept as they were
  /// read, because digests and signatures are made over them; for others they are empty.
  record Tagged(long tag, Cbor value, byte[] encoded) implements Cbor {}

  /// A number with a fraction.
  record Fraction(double value) implements Cbor {}

  /// False, true, null, undefined, or a value nobody named.
  record Simple(int value) implements Cbor {}

  Simple FALSE = new Simple(20);
  Simple TRUE = new Simple(21);
  Simple NULL = new Simple(22);

  /// The tag of an item that is CBOR in octets.
  long EMBEDDED = 24;

  static Cbor of(String text) {
    return new Text(text);
  }

  static Cbor of(byte[] octets) {
    return new Octets(octets);
  }

  static Cbor of(long number) {
    return new Whole(BigInteger.valueOf(number));
  }

  static Cbor of(boolean yes) {
    return yes ? TRUE : FALSE;
  }

  static Items list(Cbor... items) {
    return new Items(List.of(items));
  }

  static Items list(List<? extends Cbor> items) {
    return new Items(new ArrayList<>(items));
  }

  /// A map with texts as keys.
  static Members map(Map<String, ? extends Cbor> members) {
    return new Members(
        members.entrySet().stream()
            .map(each -> new Member(new Text(each.getKey()), each.getValue()))
            .toList());
  }

  static Members members(Member... members) {
    return new Members(List.of(members));
  }

  static Member member(long key, Cbor value) {
    return new Member(of(key), value);
  }

  static Member member(String key, Cbor value) {
    return new Member(of(key), value);
  }

  /// An item as CBOR inside octets, with its tag.
  static Tagged embedded(Cbor item) {
    return embedded(CborWriter.write(item));
  }

  /// Octets that are CBOR, with their tag.
  static Tagged embedded(byte[] item) {
    var tagged = new Tagged(EMBEDDED, new Octets(item), new byte[0]);
    return new Tagged(EMBEDDED, tagged.value(), CborWriter.write(tagged));
  }

  static Tagged tagged(long tag, Cbor value) {
    return new Tagged(tag, value, new byte[0]);
  }
}
