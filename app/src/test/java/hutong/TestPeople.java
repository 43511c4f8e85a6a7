package hutong;

import hutong.identity.Accounts;
import hutong.identity.internal.FrontDoorKey;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Environment environment;

  TestPeople(FrontDoorKey door, Accounts accounts, Environment environment) {
    this.door = door;
    this.accounts = accounts;
    this.environment = environment;
  }

  /// Somebody new who has just signed in.
  public TestPerson traveller() {
    return signedIn(freshEmail("traveller"), "TRAVELLER");
  }

  /// Whoever runs the city's Hutong (`hutong.operators` of the test profile).
  public TestPerson operator() {
    return signedIn("operator@hutong.example", "CONSOLE");
  }

  /// Whoever checks it (`hutong.auditors` of the test profile).
  public TestPerson auditor() {
    return signedIn("auditor@hutong.example", "CONSOLE");
  }

  /// Somebody who is not signed in, with a browser of her own.
  public TestPerson stranger() {
    return new TestPerson(base(), freshEmail("stranger"), freshSource(), door, accounts);
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
