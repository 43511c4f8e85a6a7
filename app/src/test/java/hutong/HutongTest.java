package hutong;

import hutong.identity.internal.ChipKey;
import hutong.identity.internal.FrontDoorKey;
import hutong.identity.internal.TestDocuments;
import hutong.partners.internal.DeskKey;
import hutong.payment.FakeRails;
import hutong.payment.internal.RecoveryKey;
import hutong.settlement.FakeReports;
import hutong.settlement.internal.PayoutKey;
import hutong.taxrefund.internal.TaxKey;
import hutong.voucher.internal.VoucherKey;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/// The whole platform on a real port over a real, fresh PostgreSQL. All test classes share the one
/// context: do not add properties, beans or profiles to it in a single class.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import({
  TestClock.Setup.class,
  FakeRails.Setup.class,
  FakeReports.Setup.class,
  PayoutKey.class,
  RecoveryKey.class,
  TaxKey.class,
  VoucherKey.class,
  FrontDoorKey.class,
  TestDocuments.class,
  ChipKey.class,
  DeskKey.class,
  TestMail.class,
  TestPeople.class
})
public @interface HutongTest {}
