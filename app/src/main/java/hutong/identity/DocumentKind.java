package hutong.identity;

/// The documents a person from outside the mainland can prove herself with.
public enum DocumentKind {
  PASSPORT,
  /// 外国人永久居留身份证, the 2023 and the old form.
  PERMANENT_RESIDENT_ID,
  /// 港澳居民来往内地通行证.
  HK_MACAO_PERMIT,
  /// 台湾居民来往大陆通行证.
  TAIWAN_PERMIT,
  /// 港澳台居民居住证.
  HK_MACAO_TAIWAN_RESIDENCE_PERMIT,
  /// Any other machine-readable travel document: identity card, visa, laissez-passer.
  OTHER
}
