package hutong.mrtd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityNumberTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          fprid, 932682198501010017, SAU, 1985-01-01, M
          fprid, 911124198108030024, CAN, 1981-08-03, F
          fprid, 931840199001150014, USA, 1990-01-15, M
          fprid, 911276198802290020, DEU, 1988-02-29, F
          fprid, 944643199506300033, RUS, 1995-06-30, M
          resident, 11010519491231002X, CHN, 1949-12-31, F
          resident, 11010519491231002x, CHN, 1949-12-31, F
          resident, 130503670401001, CHN, 1967-04-01, M
          """)
  void a_number_tells_nationality_birth_and_sex(
      String kind, String value, String nationality, LocalDate birth, String sex) {
    IdentityNumber number = IdentityNumber.check(kind, value, TODAY);
    assertThat(number.valid()).as(number.codes().toString()).isTrue();
    assertThat(number.nationality()).isEqualTo(nationality);
    assertThat(number.birth()).isEqualTo(birth);
    assertThat(number.sex()).extracting(s -> s == null ? "" : s.text()).isEqualTo(sex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "932682198501010017",
        "911124198108030024",
        "931840199001150014",
        "911276198802290020",
        "944643199506300033"
      })
  void any_changed_digit_fails(String value) {
    for (int i = 0; i < value.length(); i++) {
      for (char c : "0123456789X".toCharArray()) {
        if (c != value.charAt(i)) {
          String changed = value.substring(0, i) + c + value.substring(i + 1);
          assertThat(IdentityNumber.check("fprid", changed, TODAY).valid()).as(changed).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          fprid, CAN110181010100, OLD_FORMAT CHECK_DIGIT_NOT_KNOWN, true
          fprid, QQQ110181010100, OLD_FORMAT CHECK_DIGIT_NOT_KNOWN BAD_NATIONALITY, false
          fprid, CA1110181010100, BAD_LENGTH, false
          fprid, 11010519491231002X, KIND_MISMATCH, false
          fprid, 93268219850101001, BAD_LENGTH, false
          fprid, 93268219850101001Y, BAD_CHARACTER, false
          fprid, 9326821985010100170, BAD_LENGTH, false
          resident, 932682198501010017, KIND_MISMATCH, false
          resident, 110105194912310021, CHECK_DIGIT, false
          resident, '', EMPTY, false
          hkmo_permit, H12345678, '', true
          hkmo_permit, m12345678, LOWER_CASE, true
          hkmo_permit, H1234567890, OLD_FORMAT, true
          hkmo_permit, H1234567, BAD_SHAPE, false
          hkmo_permit, A12345678, BAD_SHAPE, false
          tw_permit, 12345678, '', true
          tw_permit, 1234567, BAD_SHAPE, false
          passport, L898902C3, '', true
          passport, A1234, '', true
          passport, ABCDEFGHIJ1234567890, '', true
          passport, A123, BAD_LENGTH, false
          passport, ABCDEFGHIJ12345678901, BAD_LENGTH, false
          passport, AB#12345, BAD_CHARACTER, false
          passport, AB 123-45, SEPARATORS_REMOVED, true
          uscc, 91350100M000100Y43, '', true
          uscc, 91350100M000100Y44, CHECK_DIGIT, false
          uscc, 91350100I000100Y43, BAD_CHARACTER, false
          uscc, 91350100M000100Y4, BAD_LENGTH, false
          uscc, 9135A100M000100Y43, BAD_CHARACTER, false
          nothing, 12345678, UNKNOWN_KIND, false
          """)
  void each_kind_has_its_own_rule(String kind, String value, String codes, boolean valid) {
    IdentityNumber number = IdentityNumber.check(kind, value, TODAY);
    assertThat(String.join(" ", number.codes())).isEqualTo(codes);
    assertThat(number.valid()).isEqualTo(valid);
  }

  @Test
  void residence_permits_of_hong_kong_macao_and_taiwan_are_told_apart() {
    for (String prefix : new String[] {"810000", "820000", "830000"}) {
      String value = withCheckDigit(prefix + "19990101001");
      String kind =
          switch (prefix) {
            case "810000" -> "hk_residence";
            case "820000" -> "mo_residence";
            default -> "tw_residence";
          };
      assertThat(IdentityNumber.check(kind, value, TODAY).codes()).isEmpty();
      assertThat(IdentityNumber.check("residence", value, TODAY).kind())
          .isEqualTo(IdentityNumber.Kind.find(kind).orElseThrow());
      assertThat(IdentityNumber.check("resident", value, TODAY).codes())
          .containsExactly("UNUSUAL_REGION");
    }
    String hongKong = withCheckDigit("81000019990101001");
    assertThat(IdentityNumber.check("mo_residence", hongKong, TODAY).codes())
        .containsExactly("KIND_MISMATCH");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          11010520230229001, BAD_DATE
          11010520261123001, DATE_IN_FUTURE
          11010518491231001, BAD_DATE
          99010519991231001, KIND_MISMATCH
          78010519991231001, BAD_REGION
          """)
  void dates_and_regions_must_exist(String seventeen, String code) {
    assertThat(IdentityNumber.check("resident", withCheckDigit(seventeen), TODAY).codes())
        .containsExactly(code);
  }

  @Test
  void garbage_never_throws() {
    var random = new Random(11643);
    String alphabet = "0123456789XHM ABZ-９\u200B\uD83D\uDE00";
    for (int i = 0; i < 20_000; i++) {
      var value = new StringBuilder();
      for (int j = random.nextInt(22); j > 0; j--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var kinds = List.of(IdentityNumber.Kind.values());
      IdentityNumber.Kind kind = kinds.get(random.nextInt(kinds.size()));
      assertThat(IdentityNumber.check(kind, value.toString(), TODAY)).isNotNull();
    }
  }

  private static String withCheckDigit(String seventeen) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (seventeen.charAt(i) - '0');
    }
    return seventeen + "10X98765432".charAt(sum % 11);
  }
}
