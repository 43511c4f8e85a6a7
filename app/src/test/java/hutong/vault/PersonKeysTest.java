package hutong.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.HutongTest;
import hutong.kernel.PersonId;
import hutong.kernel.Purpose;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@HutongTest
class PersonKeysTest {

  @Autowired PersonKeys keys;
  @Autowired KeyedIndex index;
  @Autowired TransactionTemplate transaction;

  @Test
  void what_is_sealed_for_a_person_opens_for_her_and_her_field_only() {
    var maria = PersonId.random();
    var tomas = PersonId.random();
    keys.seal(tomas, "identity.document.number", "other");
    byte[] sealed = keys.seal(maria, "identity.document.number", "CA123456");

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("CA123456");
    assertThat(keys.open(maria, "identity.document.number", sealed, Purpose.OWN_VIEW))
        .contains("CA123456");
    assertThatThrownBy(() -> keys.open(tomas, "identity.document.number", sealed, Purpose.OWN_VIEW))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.open(maria, "lodging.stay.address", sealed, Purpose.OWN_VIEW))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void erasing_the_key_erases_what_it_sealed_and_the_key_never_comes_back() {
    var maria = PersonId.random();
    byte[] sealed = keys.seal(maria, "a.b.c", "secret");

    keys.erase(maria);

    assertThat(keys.open(maria, "a.b.c", sealed, Purpose.OWN_VIEW)).isEmpty();
    assertThat(keys.erased(maria)).isTrue();
    assertThatThrownBy(() -> keys.seal(maria, "a.b.c", "again"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_key_that_was_rolled_back_is_not_used_afterwards() {
    var maria = PersonId.random();
    transaction.executeWithoutResult(
        status -> {
          keys.seal(maria, "a.b.c", "lost");
          keys.seal(maria, "a.b.c", "lost too");
          status.setRollbackOnly();
        });

    byte[] sealed = keys.seal(maria, "a.b.c", "kept");

    assertThat(keys.open(maria, "a.b.c", sealed, Purpose.OWN_VIEW)).contains("kept");
  }

  @Test
  void equal_values_meet_in_one_domain_and_never_across_two() {
    assertThat(index.of("document", "PRT CA1")).isEqualTo(index.of("document", "PRT CA1"));
    assertThat(index.of("document", "PRT CA1")).isNotEqualTo(index.of("email", "PRT CA1"));
    assertThat(index.of("a", "bc")).isNotEqualTo(index.of("ab", "c"));
  }
}
