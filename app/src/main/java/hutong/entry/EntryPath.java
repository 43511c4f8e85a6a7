package hutong.entry;

/// The ways into the mainland, in the order of precedence.
public enum EntryPath {
  /// A permanent resident's card, or the permit of a resident of Hong Kong, Macao or Taiwan.
  OWN_DOCUMENT,
  /// 单方面免签.
  UNILATERAL,
  /// 互免签证.
  MUTUAL,
  /// 240 小时过境免签.
  TRANSIT_240,
  /// 海南 30 天入境免签.
  HAINAN_30,
  /// 24 小时直接过境免签.
  DIRECT_24,
  /// No list speaks of this document: a person must say.
  ASK,
  /// 签证.
  VISA
}
