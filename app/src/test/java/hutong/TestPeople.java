package hutong;

import hutong.identity.Accounts;
import hutong.identity.internal.FrontDoorKey;
import hutong.partners.Partners;
import hutong.partners.internal.DeskKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/// People for tests, signed in through the real doors: `@Autowired TestPeople people`.
///
/// ```java
/// var maria = people.traveller();
/// maria.get("/me").document().selectFirst("h1");
/// maria.post("/me/language", "tag", "en").location();
/// maria.api().post("/api/v1/payments", "{...}", "Idempotency-Key", "k1").json();
/// ```
@TestComponent
public class TestPeople {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final FrontDoorKey door;
  private final Accounts accounts;
  private final Partners partners;
  private final DeskKey desks;
  private final Environment environment;
  private @Nullable TestPerson operator;
  private @Nullable TestPerson auditor;

  TestPeople(
      FrontDoorKey door,
      Accounts accounts,
      Partners partners,
      DeskKey desks,
      Environment environment) {
    this.door = door;
    this.accounts = accounts;
    this.partners = partners;
    this.desks = desks;
    this.environment = environment;
  }

  /// Somebody new who has just signed in.
  public TestPerson traveller() {
    return signedIn(freshEmail("traveller"), "TRAVELLER");
  }

  /// Whoever runs the city's Hutong (`hutong.operators` of the test profile). She signs in once for
  /// all tests, as letters to one address are limited: do not sign her out.
  public synchronized TestPerson operator() {
    if (operator == null) {
      operator = known("operator@hutong.example");
    }
    return operator;
  }

  /// Whoever checks it (`hutong.auditors` of the test profile); see [#operator()].
  public synchronized TestPerson auditor() {
    if (auditor == null) {
      auditor = known("auditor@hutong.example");
    }
    return auditor;
  }

  /// Somebody who has just started to work at this partner's desk.
  public TestPerson staff(String partnerKey) {
    var email = freshEmail("staff");
    var partner = partners.findByKey(partnerKey).orElseThrow();
    desks.hire(partner, email);
    return signedIn(email, "DESK");
  }

  /// Somebody who is not signed in, with a browser of her own.
  public TestPerson stranger() {
    return new TestPerson(base(), freshEmail("stranger"), freshSource(), door, accounts);
  }

  private TestPerson known(String email) {
    door.forgetLetters(email);
    return signedIn(email, "CONSOLE");
  }

  /// Signs in with this address at a door: TRAVELLER, DESK or CONSOLE.
  public TestPerson signedIn(String email, String at) {
    var person = new TestPerson(base(), email, freshSource(), door, accounts);
    person.signIn(at);
    return person;
  }

  public static String freshEmail(String who) {
    return who + "-" + NEXT.incrementAndGet() + "-" + System.nanoTime() + "@people.example";
  }

  private String base() {
    return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
  }

  private static String freshSource() {
    int n = NEXT.incrementAndGet();
    return "203.0." + (n / 250 % 250) + "." + (1 + n % 250);
  }
}
