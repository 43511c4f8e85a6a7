package hutong.credential.internal;

import static hutong.credential.internal.TestWallet.OPEN;
import static hutong.credential.internal.TestWallet.VERIFIER;
import static hutong.credential.internal.TestWallet.authorisation;
import static hutong.credential.internal.TestWallet.form;
import static hutong.credential.internal.TestWallet.request;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.HutongTest;
import hutong.TestAnswer;
import hutong.TestClock;
import hutong.TestPeople;
import hutong.TestPerson;
import hutong.credential.Credentials;
import hutong.credential.HeldCredential;
import hutong.credential.IssuerTrust;
import hutong.credential.Presented;
import hutong.identity.DocumentKind;
import hutong.identity.internal.ChipKey;
import hutong.kernel.Purpose;
import hutong.proof.Json;
import hutong.proof.Jws;
import hutong.proof.SdJwt;
import hutong.proof.SdJwtExpectation;
import hutong.proof.SdJwtVerifier;
import hutong.proof.SignatureKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/// OpenID4VCI as a wallet meets it: every flow, and every way to get it wrong.
@HutongTest
class IssuerTest {

  private static final String TRAVELLER = "verified-traveller.sd-jwt";
  private static final String TRAVELLER_MDOC = "verified-traveller.mdoc";
  private static final String CALLBACK = "https://wallet.example/cb";

  @Autowired TestPeople people;
  @Autowired ChipKey chips;
  @Autowired Credentials credentials;
  @Autowired IssuerTrust trust;
  @Autowired TestClock clock;

  @AfterEach
  void timeRunsAgain() {
    clock.reset();
  }

  private TestPerson maria() {
    var maria = people.traveller();
    chips.verify(maria.person(), "SILVA PEREIRA", "MARIA JOAO", LocalDate.of(1954, 3, 2));
    return maria;
  }

  private TestWallet wallet() {
    return new TestWallet(people.stranger(), false);
  }

  private TestWallet strict() {
    return new TestWallet(people.stranger(), true);
  }

  /// What she gets when she asks for a code: the offer as a wallet reads it, and the digits.
  private record Offered(ObjectNode offer, String code, String digits) {}

  private Offered offer(TestPerson maria) {
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    var made = maria.post("/me/credentials/" + held.id() + "/offer");
    var page = maria.follow(made);
    var direct = page.document().select("a[href^=openid-credential-offer]").attr("href");
    var offer = (ObjectNode) Json.MAPPER.readTree(TestWallet.query(direct).get("credential_offer"));
    var code =
        offer
            .get("grants")
            .get(TokenService.PRE_AUTHORISED)
            .get("pre-authorized_code")
            .stringValue();
    var digits = page.document().select(".amount").text().replace(" ", "");
    return new Offered(offer, code, digits);
  }

  private static Map<String, String> redeem(Offered offered) {
    return form(
        "grant_type",
        TokenService.PRE_AUTHORISED,
        "pre-authorized_code",
        offered.code(),
        "tx_code",
        offered.digits());
  }

  private static String error(TestAnswer answer) {
    return answer.status() + " " + answer.json().get("error").stringValue();
  }

  private String bearer(TestPerson maria, TestWallet wallet) {
    var answer = wallet.post("token", redeem(offer(maria)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("access_token").stringValue();
  }

  private List<hutong.proof.Finding> verify(String sdJwt, String audience, String nonce) {
    var reading =
        new SdJwtVerifier(hutong.proof.IssuerTrust.certificates(new HashSet<>(trust.anchors())))
            .verify(sdJwt, SdJwtExpectation.presented(audience, nonce, Instant.now()));
    return reading.findings();
  }

  @Test
  void a_wallet_that_scans_the_code_gets_the_credential() {
    var maria = maria();
    var wallet = wallet();
    var offered = offer(maria);
    assertThat(offered.offer().get("credential_issuer").stringValue()).isEqualTo(TestWallet.ISSUER);
    var token = wallet.post("token", redeem(offered)).json();
    assertThat(token.get("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(token.has("authorization_details")).isFalse();
    assertThat(token.has("refresh_token")).isFalse();
    var holder = SignatureKeys.generate();
    var answer =
        wallet.postJson(
            "credential",
            request(TRAVELLER, wallet.proof(holder, wallet.nonce())),
            "Authorization",
            "Bearer " + token.get("access_token").stringValue());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    var issued = answer.json().get("credentials").get(0).get("credential").stringValue();
    var shown = claims(issued);
    assertThat(shown.get("vct").stringValue())
        .isEqualTo(TestWallet.ISSUER + "/credentials/types/verified-traveller");
    assertThat(shown.get("family_name").stringValue()).isEqualTo("SILVA PEREIRA");
    assertThat(shown.get("age_over_18").booleanValue()).isTrue();
    assertThat(shown.get("cnf").get("jwk").get("x").stringValue())
        .isEqualTo(holder.publicKey().json().get("x").stringValue());
    assertThat(shown.get("iat").longValue() % Duration.ofDays(1).toSeconds()).isZero();
    // Kept back unless she shows it:
    var payload = open(issued);
    assertThat(payload.has("document_number")).isFalse();
    assertThat(payload.has("birthdate")).isFalse();
    // The status list says it holds, until it is revoked.
    assertThat(revoked(issued)).isFalse();
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    maria.post("/me/credentials/" + held.id() + "/give-up");
    assertThat(revoked(issued)).isTrue();
  }

  private static ObjectNode claims(String sdJwt) {
    try {
      return SdJwt.read(sdJwt).claims();
    } catch (hutong.proof.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode open(String sdJwt) {
    try {
      return Jws.read(SdJwt.read(sdJwt).token()).claims();
    } catch (hutong.proof.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private boolean revoked(String sdJwt) {
    var entry = open(sdJwt).get("status").get("status_list");
    var path = entry.get("uri").stringValue().replace(TestWallet.ISSUER, "");
    var answer = people.stranger().get(path);
    assertThat(answer.header("Content-Type")).startsWith("application/statuslist+jwt");
    assertThat(answer.header("ETag")).isNotEmpty();
    try {
      var list = Jws.read(answer.text()).claims();
      assertThat(list.get("sub")).isEqualTo(entry.get("uri"));
      var bytes =
          new java.util.zip.InflaterInputStream(
                  new java.io.ByteArrayInputStream(
                      java.util.Base64.getUrlDecoder()
                          .decode(list.get("status_list").get("lst").stringValue())))
              .readAllBytes();
      int index = entry.get("idx").intValue();
      return (bytes[index / 8] >> (index % 8) & 1) == 1;
    } catch (java.io.IOException | hutong.proof.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_digits_are_asked_for_and_guessing_ends_the_offer() {
    var maria = maria();
    var wallet = wallet();
    var offered = offer(maria);
    var without = new LinkedHashMap<>(redeem(offered));
    without.remove("tx_code");
    assertThat(error(wallet.post("token", without))).isEqualTo("400 invalid_request");
    var wrong = new LinkedHashMap<>(redeem(offered));
    wrong.put("tx_code", offered.digits().equals("000000") ? "000001" : "000000");
    for (int i = 0; i < CredentialLimits.WRONG_TX_CODES; i++) {
      assertThat(error(wallet.post("token", wrong))).isEqualTo("400 invalid_grant");
    }
    assertThat(error(wallet.post("token", redeem(offered)))).isEqualTo("400 invalid_grant");
  }

  @Test
  void an_offer_works_once_and_for_ten_minutes() {
    var maria = maria();
    var wallet = wallet();
    var once = offer(maria);
    assertThat(wallet.post("token", redeem(once)).status()).isEqualTo(200);
    assertThat(error(wallet.post("token", redeem(once)))).isEqualTo("400 invalid_grant");
    var late = offer(maria);
    clock.advance(CredentialLimits.OFFER.plusSeconds(1));
    assertThat(error(wallet.post("token", redeem(late)))).isEqualTo("400 invalid_grant");
  }

  @Test
  void a_batch_gives_each_key_a_credential_that_nothing_links() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var nonce = wallet.nonce();
    var keys =
        List.of(SignatureKeys.generate(), SignatureKeys.generate(), SignatureKeys.generate());
    var proofs = keys.stream().map(key -> wallet.proof(key, nonce)).toArray(String[]::new);
    var answer =
        wallet.postJson(
            "credential", request(TRAVELLER, proofs), "Authorization", "Bearer " + token);
    var issued = answer.json().get("credentials");
    assertThat(issued.size()).isEqualTo(3);
    var places = new HashSet<Integer>();
    var times = new HashSet<String>();
    for (var each : issued) {
      var payload = open(each.get("credential").stringValue());
      places.add(payload.get("status").get("status_list").get("idx").intValue());
      times.add(payload.get("iat") + " " + payload.get("exp"));
    }
    assertThat(places).hasSize(3);
    assertThat(times).hasSize(1);
  }

  @Test
  void a_nonce_works_once() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var proof = wallet.proof(SignatureKeys.generate(), wallet.nonce());
    assertThat(fetch(wallet, token, proof).status()).isEqualTo(200);
    assertThat(error(fetch(wallet, token, proof))).isEqualTo("400 invalid_nonce");
  }

  private static TestAnswer fetch(TestWallet wallet, String token, String proof) {
    return wallet.postJson(
        "credential", request(TRAVELLER, proof), "Authorization", "Bearer " + token);
  }

  @Test
  void every_fault_of_a_key_proof_has_its_error() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var key = SignatureKeys.generate();
    var other = SignatureKeys.generate();
    long now = Instant.now().getEpochSecond();
    Map<String, Object[]> faults = new LinkedHashMap<>();
    faults.put("other audience", new Object[] {"aud", "https://other.example"});
    faults.put("no audience", new Object[] {"aud", null});
    faults.put("another type", new Object[] {"header.typ", "JWT"});
    faults.put("another key in the header", new Object[] {"header.jwk", TestWallet.bare(other)});
    faults.put("too old", new Object[] {"iat", now - 3600});
    faults.put("from the future", new Object[] {"iat", now + 3600});
    faults.put("no time", new Object[] {"iat", null});
    faults.put("no nonce", new Object[] {"nonce", null});
    faults.put("a key by two names", new Object[] {"header.kid", "x"});
    faults.put("no key", new Object[] {"header.jwk", null});
    faults.put("an unknown critical header", new Object[] {"header.crit", crit()});
    for (var fault : faults.entrySet()) {
      var proof = wallet.proof(key, wallet.nonce(), fault.getValue());
      assertThat(error(fetch(wallet, token, proof)))
          .as(fault.getKey())
          .isEqualTo("400 invalid_proof");
    }
    assertThat(error(fetch(wallet, token, wallet.proof(key, "made up"))))
        .isEqualTo("400 invalid_nonce");
    var dpop = wallet.postBody("nonce", "application/json", "").header("DPoP-Nonce");
    assertThat(error(fetch(wallet, token, wallet.proof(key, dpop))))
        .as("a nonce made for something else")
        .isEqualTo("400 invalid_nonce");
    var stale = wallet.nonce();
    clock.advance(CredentialLimits.NONCE.plusSeconds(1));
    assertThat(error(fetch(wallet, token, wallet.proof(key, stale))))
        .isEqualTo("400 invalid_nonce");
  }

  private static tools.jackson.databind.JsonNode crit() {
    return Json.array().add("exp");
  }

  @Test
  void no_algorithm_is_confused_with_another() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var key = SignatureKeys.generate();
    var good = wallet.proof(key, wallet.nonce());
    var parts = good.split("\\.", -1);
    var header =
        (ObjectNode) Json.MAPPER.readTree(java.util.Base64.getUrlDecoder().decode(parts[0]));
    for (var name : List.of("none", "None", "HS256", "RS256", "ES384", "ES256K")) {
      header.put("alg", name);
      var forged = Codes.encode(Json.octets(header)) + "." + parts[1] + "." + parts[2];
      assertThat(error(fetch(wallet, token, forged))).as(name).isEqualTo("400 invalid_proof");
    }
    header.put("alg", "none");
    var unsigned = Codes.encode(Json.octets(header)) + "." + parts[1] + ".";
    assertThat(error(fetch(wallet, token, unsigned))).isEqualTo("400 invalid_proof");
    var withSecret = TestWallet.bare(key).put("d", "AAAA");
    assertThat(
            error(
                fetch(wallet, token, wallet.proof(key, wallet.nonce(), "header.jwk", withSecret))))
        .isEqualTo("400 invalid_proof");
    var offCurve = TestWallet.bare(key).put("y", TestWallet.bare(key).get("x").stringValue());
    assertThat(
            error(fetch(wallet, token, wallet.proof(key, wallet.nonce(), "header.jwk", offCurve))))
        .isEqualTo("400 invalid_proof");
  }

  @Test
  void every_fault_of_a_credential_request_has_its_error() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var bearer = new String[] {"Authorization", "Bearer " + token};
    var key = SignatureKeys.generate();
    assertThat(error(wallet.postJson("credential", request("no-such.sd-jwt", "x"), bearer)))
        .isEqualTo("400 unknown_credential_configuration");
    var both = request(TRAVELLER, "x").put("credential_identifier", "y");
    assertThat(error(wallet.postJson("credential", both, bearer)))
        .isEqualTo("400 invalid_credential_request");
    var neither = request(TRAVELLER, "x");
    neither.remove("credential_configuration_id");
    assertThat(error(wallet.postJson("credential", neither, bearer)))
        .isEqualTo("400 invalid_credential_request");
    var unknown = neither.deepCopy().put("credential_identifier", "y");
    assertThat(error(wallet.postJson("credential", unknown, bearer)))
        .isEqualTo("400 unknown_credential_identifier");
    var proofless = request(TRAVELLER);
    proofless.remove("proofs");
    assertThat(error(wallet.postJson("credential", proofless, bearer)))
        .isEqualTo("400 invalid_proof");
    assertThat(error(wallet.postJson("credential", request("ticket.sd-jwt", "x"), bearer)))
        .isEqualTo("403 insufficient_scope");
    assertThat(
            error(wallet.postBody("credential", "application/json", "{\"a\":1,\"a\":2}", bearer)))
        .isEqualTo("400 invalid_credential_request");
    assertThat(error(wallet.postBody("credential", "application/json", "[", bearer)))
        .isEqualTo("400 invalid_credential_request");
    assertThat(error(wallet.postBody("credential", "text/plain", "{}", bearer)))
        .isEqualTo("400 invalid_credential_request");
    var nobody = wallet.postJson("credential", request(TRAVELLER, "x"));
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.header("WWW-Authenticate")).startsWith("Bearer");
    var wrong =
        wallet.postJson("credential", request(TRAVELLER, "x"), "Authorization", "Bearer no");
    assertThat(error(wrong)).isEqualTo("401 invalid_token");
    var inQuery = wallet.postJson("credential?access_token=" + token, request(TRAVELLER, "x"));
    assertThat(inQuery.status()).isEqualTo(401);
    clock.advance(CredentialLimits.ACCESS_TOKEN.plusSeconds(1));
    assertThat(error(fetch(wallet, token, wallet.proof(key, wallet.nonce()))))
        .isEqualTo("401 invalid_token");
  }

  @Test
  void a_wallet_reports_what_became_of_the_credential() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var answer = fetch(wallet, token, wallet.proof(SignatureKeys.generate(), wallet.nonce()));
    var issued = answer.json().get("credentials").get(0).get("credential").stringValue();
    var id = answer.json().get("notification_id").stringValue();
    var bearer = new String[] {"Authorization", "Bearer " + token};
    ObjectNode event = Json.object();
    event.put("notification_id", id).put("event", "credential_accepted");
    assertThat(wallet.postJson("notification", event, bearer).status()).isEqualTo(204);
    assertThat(wallet.postJson("notification", event, bearer).status()).isEqualTo(204);
    assertThat(revoked(issued)).isFalse();
    event.put("event", "something");
    assertThat(error(wallet.postJson("notification", event, bearer)))
        .isEqualTo("400 invalid_notification_request");
    event.put("event", "credential_deleted").put("notification_id", "other");
    assertThat(error(wallet.postJson("notification", event, bearer)))
        .isEqualTo("400 invalid_notification_id");
    event.put("notification_id", id);
    assertThat(wallet.postJson("notification", event, bearer).status()).isEqualTo(204);
    assertThat(revoked(issued)).isTrue();
  }

  /// Signs in, consents, and gives the wallet's answer back.
  private Map<String, String> consent(TestPerson maria, String address, String decision) {
    var begun = maria.get(address);
    assertThat(begun.status()).as(begun.text()).isEqualTo(303);
    var page = maria.follow(begun);
    var item = page.document().select("input[name=item]").attr("value");
    var decided = maria.post(begun.location(), "decision", decision, "item", item);
    assertThat(decided.status()).as(decided.text()).isEqualTo(303);
    return TestWallet.query(decided.header("Location"));
  }

  private static String value(Map<String, String> answer, String name) {
    return java.util.Objects.requireNonNull(answer.get(name), () -> "no " + name + " in " + answer);
  }

  private static String authorize(TestWallet wallet, Map<String, String> parameters) {
    var path = wallet.issuer.endsWith("/haip") ? "/haip/authorize?" : "/authorize?";
    return path + TestWallet.encode(parameters);
  }

  private String push(TestWallet wallet, Map<String, String> form, String... headers) {
    var pushed = wallet.post("par", form, headers);
    assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
    return pushed.json().get("request_uri").stringValue();
  }

  private static Map<String, String> exchange(String code, String clientId, String redirect) {
    return form(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "code_verifier",
        VERIFIER,
        "client_id",
        clientId,
        "redirect_uri",
        redirect);
  }

  @Test
  void she_signs_in_and_agrees_and_the_wallet_gets_a_code() {
    var maria = maria();
    var wallet = wallet();
    var uri = push(wallet, authorisation(OPEN, CALLBACK, TRAVELLER + " unknown-scope"));
    var address = authorize(wallet, form("client_id", OPEN, "request_uri", uri));
    var stranger = people.stranger().get(address);
    assertThat(stranger.location()).startsWith("/authorize/");
    var answer = consent(maria, address, "allow");
    assertThat(answer.get("state")).isEqualTo("a state");
    assertThat(answer.get("iss")).isEqualTo(TestWallet.ISSUER);
    var token = wallet.post("token", exchange(value(answer, "code"), OPEN, CALLBACK));
    assertThat(token.status()).as(token.text()).isEqualTo(200);
    assertThat(token.json().get("scope").stringValue()).isEqualTo(TRAVELLER);
    var access = token.json().get("access_token").stringValue();
    assertThat(
            fetch(wallet, access, wallet.proof(SignatureKeys.generate(), wallet.nonce())).status())
        .isEqualTo(200);
    // The code again: everything it led to ends.
    assertThat(error(wallet.post("token", exchange(value(answer, "code"), OPEN, CALLBACK))))
        .isEqualTo("400 invalid_grant");
    assertThat(error(fetch(wallet, access, wallet.proof(SignatureKeys.generate(), wallet.nonce()))))
        .isEqualTo("401 invalid_token");
    // And the request cannot be opened again.
    assertThat(maria.get(address).status()).isEqualTo(400);
  }

  @Test
  void she_can_say_no() {
    var maria = maria();
    var wallet = wallet();
    var uri = push(wallet, authorisation(OPEN, CALLBACK, TRAVELLER));
    var answer =
        consent(maria, authorize(wallet, form("client_id", OPEN, "request_uri", uri)), "deny");
    assertThat(answer).containsEntry("error", "access_denied").containsEntry("state", "a state");
    assertThat(answer).doesNotContainKey("code");
  }

  @Test
  void details_name_each_credential() {
    var maria = maria();
    var wallet = wallet();
    var asked = new LinkedHashMap<>(authorisation(OPEN, CALLBACK, ""));
    asked.remove("scope");
    asked.put(
        "authorization_details",
        "[{\"type\":\"openid_credential\",\"credential_configuration_id\":\""
            + TRAVELLER_MDOC
            + "\"}]");
    var uri = push(wallet, asked);
    var answer =
        consent(maria, authorize(wallet, form("client_id", OPEN, "request_uri", uri)), "allow");
    var token = wallet.post("token", exchange(value(answer, "code"), OPEN, CALLBACK)).json();
    var details = token.get("authorization_details").get(0);
    assertThat(details.get("credential_configuration_id").stringValue()).isEqualTo(TRAVELLER_MDOC);
    var bearer =
        new String[] {"Authorization", "Bearer " + token.get("access_token").stringValue()};
    var byType = wallet.postJson("credential", request(TRAVELLER_MDOC, "x"), bearer);
    assertThat(error(byType)).isEqualTo("400 invalid_credential_request");
    var request = request(TRAVELLER_MDOC, wallet.proof(SignatureKeys.generate(), wallet.nonce()));
    request.remove("credential_configuration_id");
    request.set("credential_identifier", details.get("credential_identifiers").get(0));
    var issued = wallet.postJson("credential", request, bearer);
    assertThat(issued.status()).as(issued.text()).isEqualTo(200);
    var wrong = new LinkedHashMap<>(asked);
    wrong.put("authorization_details", "[{\"type\":\"other\"}]");
    assertThat(error(wallet.post("par", wrong))).isEqualTo("400 invalid_authorization_details");
  }

  @Test
  void every_fault_of_a_pushed_request_has_its_error() {
    var wallet = wallet();
    var good = authorisation(OPEN, CALLBACK, TRAVELLER);
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("code_challenge_method=plain", "400 invalid_request");
    faults.put("code_challenge=short", "400 invalid_request");
    faults.put("code_challenge=", "400 invalid_request");
    faults.put("redirect_uri=https://evil.example/cb", "400 invalid_request");
    faults.put("redirect_uri=https://wallet.example/cb/", "400 invalid_request");
    faults.put("response_type=token", "400 unsupported_response_type");
    faults.put("response_mode=fragment", "400 invalid_request");
    faults.put("scope=nothing", "400 invalid_scope");
    faults.put("client_id=https://unknown.example", "401 invalid_client");
    faults.put("client_id=https://signed.example", "401 invalid_client");
    faults.put("request_uri=urn:x", "400 invalid_request");
    faults.put("request=a.b.c", "400 request_not_supported");
    for (var fault : faults.entrySet()) {
      var form = new LinkedHashMap<>(good);
      var at = fault.getKey().indexOf('=');
      form.put(fault.getKey().substring(0, at), fault.getKey().substring(at + 1));
      assertThat(error(wallet.post("par", form))).as(fault.getKey()).isEqualTo(fault.getValue());
    }
    assertThat(
            error(
                wallet.postBody(
                    "par",
                    "application/x-www-form-urlencoded",
                    TestWallet.encode(good) + "&state=twice")))
        .isEqualTo("400 invalid_request");
  }

  @Test
  void every_fault_of_a_code_exchange_has_its_error() {
    var maria = maria();
    var wallet = wallet();
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("code_verifier=" + "x".repeat(43), "400 invalid_grant");
    faults.put("code_verifier=", "400 invalid_grant");
    faults.put("redirect_uri=openwallet://cb", "400 invalid_grant");
    faults.put("redirect_uri=", "400 invalid_grant");
    faults.put("code=made-up", "400 invalid_grant");
    faults.put("client_id=https://unknown.example", "401 invalid_client");
    faults.put("grant_type=password", "400 unsupported_grant_type");
    for (var fault : faults.entrySet()) {
      var code = code(maria, wallet);
      var form = new LinkedHashMap<>(exchange(code, OPEN, CALLBACK));
      var at = fault.getKey().indexOf('=');
      form.put(fault.getKey().substring(0, at), fault.getKey().substring(at + 1));
      assertThat(error(wallet.post("token", form))).as(fault.getKey()).isEqualTo(fault.getValue());
    }
    var late = code(maria, wallet);
    clock.advance(CredentialLimits.CODE.plusSeconds(1));
    assertThat(error(wallet.post("token", exchange(late, OPEN, CALLBACK))))
        .isEqualTo("400 invalid_grant");
  }

  private String code(TestPerson maria, TestWallet wallet) {
    var uri = push(wallet, authorisation(OPEN, CALLBACK, TRAVELLER));
    var address = authorize(wallet, form("client_id", OPEN, "request_uri", uri));
    return value(consent(maria, address, "allow"), "code");
  }

  @Test
  void a_token_bound_to_a_key_is_worth_nothing_without_it() {
    var maria = maria();
    var wallet = wallet();
    var granted = wallet.post("token", redeem(offer(maria)), "DPoP", wallet.dpop("token", null));
    assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    assertThat(granted.json().get("token_type").stringValue()).isEqualTo("DPoP");
    var token = granted.json().get("access_token").stringValue();
    var body = request(TRAVELLER, wallet.proof(SignatureKeys.generate(), wallet.nonce()));
    assertThat(error(wallet.postJson("credential", body, "Authorization", "Bearer " + token)))
        .isEqualTo("401 invalid_token");
    assertThat(error(wallet.postJson("credential", body, "Authorization", "DPoP " + token)))
        .isEqualTo("401 invalid_dpop_proof");
    var thief = SignatureKeys.generate();
    assertThat(error(bound(wallet, body, token, wallet.dpop(thief, "credential", token))))
        .isEqualTo("401 invalid_token");
    long now = Instant.now().getEpochSecond();
    Map<String, Object[]> faults = new LinkedHashMap<>();
    faults.put("another method", new Object[] {"htm", "GET"});
    faults.put("another address", new Object[] {"htu", "https://other.example/"});
    faults.put("another token", new Object[] {"ath", "AAAA"});
    faults.put("no token", new Object[] {"ath", null});
    faults.put("no id", new Object[] {"jti", null});
    faults.put("too old", new Object[] {"iat", now - 3600});
    faults.put("from the future", new Object[] {"iat", now + 3600});
    faults.put("another type", new Object[] {"header.typ", "JWT"});
    faults.put("another key", new Object[] {"header.jwk", TestWallet.bare(thief)});
    for (var fault : faults.entrySet()) {
      var proof = wallet.dpop("credential", token, fault.getValue());
      assertThat(error(bound(wallet, body, token, proof)))
          .as(fault.getKey())
          .isEqualTo("401 invalid_dpop_proof");
    }
    var staleNonce = wallet.dpop("credential", token, "nonce", "made up");
    assertThat(error(bound(wallet, body, token, staleNonce))).isEqualTo("401 use_dpop_nonce");
    var once = wallet.dpop("credential", token);
    var fetched = bound(wallet, body, token, once);
    assertThat(fetched.status()).as(fetched.text()).isEqualTo(200);
    assertThat(error(bound(wallet, body, token, once))).isEqualTo("401 invalid_dpop_proof");
    // A bound token can be refreshed, by the same key alone.
    var refresh = granted.json().get("refresh_token").stringValue();
    var again = form("grant_type", "refresh_token", "refresh_token", refresh);
    assertThat(error(wallet.post("token", again))).isEqualTo("400 invalid_grant");
    assertThat(error(wallet.post("token", again, "DPoP", wallet.dpop(thief, "token", null))))
        .isEqualTo("400 invalid_grant");
    assertThat(wallet.post("token", again, "DPoP", wallet.dpop("token", null)).status())
        .isEqualTo(200);
  }

  private static TestAnswer bound(TestWallet wallet, ObjectNode body, String token, String proof) {
    return wallet.postJson("credential", body, "Authorization", "DPoP " + token, "DPoP", proof);
  }

  @Test
  void a_client_with_a_key_proves_itself() {
    var wallet = wallet();
    var form = authorisation(TestWallet.SIGNED, "https://signed.example/cb", TRAVELLER);
    var key = TestWallet.clientKey();
    assertThat(wallet.post("par", wallet.signedBy(wallet.assertion(key), form)).status())
        .isEqualTo(201);
    long now = Instant.now().getEpochSecond();
    var audiences = Json.array().add(wallet.issuer);
    Map<String, Object[]> faults = new LinkedHashMap<>();
    faults.put(
        "the endpoint as audience", new Object[] {"aud", wallet.issuer + "/api/oid4vci/par"});
    faults.put("a list of audiences", new Object[] {"aud", audiences});
    faults.put("expired", new Object[] {"exp", now - 300});
    faults.put("no expiry", new Object[] {"exp", null});
    faults.put("made tomorrow", new Object[] {"iat", now + 86_400});
    faults.put("valid tomorrow", new Object[] {"nbf", now + 86_400});
    faults.put("no subject", new Object[] {"sub", null});
    faults.put("another issuer", new Object[] {"iss", "https://other.example"});
    faults.put("no id", new Object[] {"jti", null});
    for (var fault : faults.entrySet()) {
      var assertion = wallet.assertion(key, fault.getValue());
      assertThat(error(wallet.post("par", wallet.signedBy(assertion, form))))
          .as(fault.getKey())
          .isEqualTo("401 invalid_client");
    }
    var stranger = wallet.assertion(SignatureKeys.generate());
    assertThat(error(wallet.post("par", wallet.signedBy(stranger, form))))
        .isEqualTo("401 invalid_client");
    var twice = wallet.signedBy(wallet.assertion(key), form);
    assertThat(wallet.post("par", twice).status()).isEqualTo(201);
    assertThat(error(wallet.post("par", twice))).isEqualTo("401 invalid_client");
    var soon = wallet.assertion(key, "iat", now + 8, "nbf", now + 8);
    assertThat(wallet.post("par", wallet.signedBy(soon, form)).status()).isEqualTo(201);
  }

  @Test
  void the_strict_issuer_wants_attested_wallets_pushed_requests_and_bound_tokens() {
    var maria = maria();
    var wallet = strict();
    var attested = "https://attested.example";
    var form = authorisation(attested, "attested://cb", TRAVELLER);
    assertThat(error(wallet.post("par", form))).isEqualTo("401 invalid_client");
    assertThat(maria.get(authorize(wallet, form)).status()).isEqualTo(400);
    var uri = push(wallet, form, wallet.attested());
    var answer =
        consent(maria, authorize(wallet, form("client_id", attested, "request_uri", uri)), "allow");
    assertThat(answer.get("iss")).isEqualTo(TestWallet.ISSUER + "/haip");
    var exchange = exchange(value(answer, "code"), attested, "attested://cb");
    assertThat(error(wallet.post("token", exchange, wallet.attested())))
        .isEqualTo("400 invalid_dpop_proof");
    wallet.dpopNonce = null;
    assertThat(
            error(
                wallet.post(
                    "token", exchange, wallet.attested("DPoP", wallet.dpop("token", null)))))
        .isEqualTo("400 use_dpop_nonce");
    var token = wallet.post("token", exchange, wallet.attested("DPoP", wallet.dpop("token", null)));
    assertThat(token.status()).as(token.text()).isEqualTo(200);
    var access = token.json().get("access_token").stringValue();
    var body = request(TRAVELLER, wallet.proof(SignatureKeys.generate(), wallet.nonce()));
    var fetched = bound(wallet, body, access, wallet.dpop("credential", access));
    assertThat(fetched.status()).as(fetched.text()).isEqualTo(200);
    assertThat(token.json().has("refresh_token")).isTrue();
    // The other issuer does not take this token.
    var elsewhere = wallet();
    elsewhere.dpopNonce = wallet.dpopNonce;
    assertThat(
            error(
                bound(
                    elsewhere, body, access, elsewhere.dpop(wallet.dpopKey, "credential", access))))
        .isEqualTo("401 invalid_token");
  }

  @Test
  void every_fault_of_a_wallet_attestation_has_its_error() {
    var wallet = strict();
    var form = authorisation("https://attested.example", "attested://cb", TRAVELLER);
    var provider = TestWallet.providerKey();
    var pop = "OAuth-Client-Attestation-PoP";
    long now = Instant.now().getEpochSecond();
    Map<String, String> attestations = new LinkedHashMap<>();
    attestations.put("another provider", wallet.attestation(SignatureKeys.generate()));
    attestations.put("expired", wallet.attestation(provider, "exp", now - 300));
    attestations.put("no expiry", wallet.attestation(provider, "exp", null));
    attestations.put("no subject", wallet.attestation(provider, "sub", null));
    attestations.put("another client", wallet.attestation(provider, "sub", "https://x.example"));
    attestations.put("no key", wallet.attestation(provider, "cnf", null));
    attestations.put("another type", wallet.attestation(provider, "header.typ", "JWT"));
    for (var each : attestations.entrySet()) {
      var answer =
          wallet.post(
              "par",
              form,
              "OAuth-Client-Attestation",
              each.getValue(),
              pop,
              wallet.attestationProof(wallet.instanceKey));
      assertThat(error(answer)).as(each.getKey()).isEqualTo("401 invalid_client");
    }
    Map<String, String> proofs = new LinkedHashMap<>();
    proofs.put("another key", wallet.attestationProof(SignatureKeys.generate()));
    proofs.put(
        "another audience",
        wallet.attestationProof(wallet.instanceKey, "aud", "https://other.example"));
    proofs.put("too old", wallet.attestationProof(wallet.instanceKey, "iat", now - 3600));
    proofs.put("no id", wallet.attestationProof(wallet.instanceKey, "jti", null));
    for (var each : proofs.entrySet()) {
      var answer =
          wallet.post(
              "par",
              form,
              "OAuth-Client-Attestation",
              wallet.attestation(provider),
              pop,
              each.getValue());
      assertThat(error(answer)).as(each.getKey()).isEqualTo("401 invalid_client");
    }
  }

  @Test
  void one_attestation_vouches_for_many_keys() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var keys = List.of(SignatureKeys.generate(), SignatureKeys.generate());
    ObjectNode body = Json.object();
    body.put("credential_configuration_id", TRAVELLER);
    body.putObject("proofs")
        .putArray("attestation")
        .add(wallet.keyAttestation(TestWallet.providerKey(), wallet.nonce(), keys));
    var answer = wallet.postJson("credential", body, "Authorization", "Bearer " + token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("credentials").size()).isEqualTo(2);
    body.putObject("proofs")
        .putArray("attestation")
        .add(wallet.keyAttestation(SignatureKeys.generate(), wallet.nonce(), keys));
    assertThat(error(wallet.postJson("credential", body, "Authorization", "Bearer " + token)))
        .isEqualTo("400 invalid_proof");
    var inHeader = wallet.keyAttestation(TestWallet.providerKey(), wallet.nonce(), keys);
    var proof = wallet.proof(keys.getFirst(), wallet.nonce(), "header.key_attestation", inHeader);
    assertThat(fetch(wallet, token, proof).json().get("credentials").size()).isEqualTo(2);
  }

  @Test
  void requests_and_answers_can_be_encrypted() throws Exception {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var metadata = people.stranger().get("/.well-known/openid-credential-issuer").json();
    var issuerKey =
        com.nimbusds.jose.jwk.ECKey.parse(
            Json.write(
                metadata.get("credential_request_encryption").get("jwks").get("keys").get(0)));
    var own =
        new com.nimbusds.jose.jwk.gen.ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
            .keyID("mine")
            .algorithm(com.nimbusds.jose.JWEAlgorithm.ECDH_ES)
            .generate();
    var body = request(TRAVELLER, wallet.proof(SignatureKeys.generate(), wallet.nonce()));
    var wish = body.putObject("credential_response_encryption").put("enc", "A256GCM");
    wish.set("jwk", Json.MAPPER.readTree(own.toPublicJWK().toJSONString()));
    var plain = wallet.postJson("credential", body, "Authorization", "Bearer " + token);
    assertThat(error(plain)).isEqualTo("400 invalid_encryption_parameters");
    var sealed = seal(body, issuerKey);
    var answer =
        wallet.postBody(
            "credential", "application/jwt", sealed, "Authorization", "Bearer " + token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/jwt");
    var jwe = com.nimbusds.jose.JWEObject.parse(answer.text());
    assertThat(jwe.getHeader().getKeyID()).isEqualTo("mine");
    jwe.decrypt(new com.nimbusds.jose.crypto.ECDHDecrypter(own));
    assertThat(Json.MAPPER.readTree(jwe.getPayload().toString()).has("credentials")).isTrue();
    wish.put("enc", "A128CBC-HS256");
    var unknown =
        wallet.postBody(
            "credential",
            "application/jwt",
            seal(body, issuerKey),
            "Authorization",
            "Bearer " + token);
    assertThat(error(unknown)).isEqualTo("400 invalid_encryption_parameters");
    assertThat(
            error(
                wallet.postBody(
                    "credential",
                    "application/jwt",
                    "not.a.jwe",
                    "Authorization",
                    "Bearer " + token)))
        .isEqualTo("400 invalid_encryption_parameters");
  }

  private static String seal(ObjectNode body, com.nimbusds.jose.jwk.ECKey key) throws Exception {
    var jwe =
        new com.nimbusds.jose.JWEObject(
            new com.nimbusds.jose.JWEHeader.Builder(
                    com.nimbusds.jose.JWEAlgorithm.ECDH_ES,
                    com.nimbusds.jose.EncryptionMethod.A128GCM)
                .keyID(key.getKeyID())
                .build(),
            new com.nimbusds.jose.Payload(Json.write(body)));
    jwe.encrypt(new com.nimbusds.jose.crypto.ECDHEncrypter(key));
    return jwe.serialize();
  }

  @Test
  void the_metadata_is_there_plain_and_signed_for_both_issuers() throws Exception {
    var reader = people.stranger();
    for (var path : List.of("", "/haip")) {
      var address = "/.well-known/openid-credential-issuer" + path;
      var plain = reader.get(address);
      assertThat(plain.header("Content-Type")).startsWith("application/json");
      assertThat(plain.json().get("credential_issuer").stringValue())
          .isEqualTo(TestWallet.ISSUER + path);
      var signed = reader.send(reader.request(address).header("Accept", "application/jwt").GET());
      assertThat(signed.header("Content-Type")).startsWith("application/jwt");
      var jws = Jws.read(signed.text());
      assertThat(jws.type()).isEqualTo("openidvci-issuer-metadata+jwt");
      assertThat(jws.claims().get("sub").stringValue()).isEqualTo(TestWallet.ISSUER + path);
      assertThat(jws.header().get("x5c").size()).isEqualTo(1);
      var server = reader.get("/.well-known/oauth-authorization-server" + path).json();
      assertThat(server.get("issuer").stringValue()).isEqualTo(TestWallet.ISSUER + path);
      assertThat(server.get("require_pushed_authorization_requests").booleanValue())
          .isEqualTo(!path.isEmpty());
    }
    assertThat(reader.get("/credentials/types/verified-traveller").json().get("vct").stringValue())
        .endsWith("/credentials/types/verified-traveller");
    assertThat(reader.get("/credentials/jwks.json").json().get("keys").size()).isPositive();
    var list = Jws.read(reader.get("/credentials/trust-list").text()).claims();
    assertThat(list.get("issuers").get(0).get("authorities").size()).isPositive();
    assertThat(reader.get("/credentials/status").json().has("status_lists")).isTrue();
  }

  @Test
  void she_shows_what_she_chose_from_her_own_pages() {
    var maria = maria();
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    assertThat(held.type().key()).isEqualTo("verified-traveller");
    assertThat(held.state()).isEqualTo(HeldCredential.State.VALID);
    var shown =
        credentials.presentSdJwt(
            maria.person(), held.id(), Set.of("age_over_18"), "x509_hash:abc", "n-1");
    assertThat(shown).isInstanceOf(Presented.Shown.class);
    var token = ((Presented.Shown) shown).token();
    assertThat(verify(token, "x509_hash:abc", "n-1")).isEmpty();
    assertThat(verify(token, "x509_hash:abc", "n-2")).isNotEmpty();
    var said = claims(token);
    assertThat(said.get("age_over_18").booleanValue()).isTrue();
    assertThat(said.has("name")).isFalse();
    assertThat(credentials.presentSdJwt(maria.person(), held.id(), Set.of("shoe_size"), "a", "n"))
        .isEqualTo(new Presented.NoSuchClaim("shoe_size"));
    assertThat(credentials.presentSdJwt(people.traveller().person(), held.id(), Set.of(), "a", "n"))
        .isEqualTo(new Presented.NotHeld());
    var session =
        hutong.proof.mdoc.SessionTranscript.openId4Vp("client", "nonce", null, "https://v/r");
    assertThat(
            credentials.presentMdoc(
                maria.person(), held.id(), Set.of("age_over_18"), session.octets()))
        .isInstanceOf(Presented.Shown.class);
  }

  @Test
  void what_is_no_longer_true_is_revoked() {
    var maria = maria();
    var wallet = wallet();
    var token = bearer(maria, wallet);
    var issued =
        fetch(wallet, token, wallet.proof(SignatureKeys.generate(), wallet.nonce()))
            .json()
            .get("credentials")
            .get(0)
            .get("credential")
            .stringValue();
    var first = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    chips.verify(
        maria.person(),
        "PEREIRA",
        "MARIA",
        LocalDate.of(1954, 3, 2),
        DocumentKind.PASSPORT,
        "T7654321");
    var second = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.claims().reveal(Purpose.OWN_VIEW)).containsEntry("family_name", "PEREIRA");
    assertThat(revoked(issued)).isTrue();
  }

  @Test
  void a_new_key_signs_and_the_old_credentials_stay_good() {
    var maria = maria();
    var held = credentials.held(maria.person(), Purpose.OWN_VIEW).getFirst();
    var before = Jws.read(people.stranger().get("/credentials/trust-list").text());
    var rotated = people.operator().post("/console/credentials/rotate");
    assertThat(rotated.status()).isEqualTo(303);
    var shown =
        credentials.presentSdJwt(maria.person(), held.id(), Set.of("name"), "verifier", "n");
    assertThat(verify(((Presented.Shown) shown).token(), "verifier", "n")).isEmpty();
    var after = Jws.read(people.stranger().get("/credentials/trust-list").text());
    assertThat(version(after)).isGreaterThan(version(before));
    var late = maria();
    var fresh = credentials.held(late.person(), Purpose.OWN_VIEW).getFirst();
    var two = credentials.presentSdJwt(late.person(), fresh.id(), Set.of("name"), "verifier", "n");
    assertThat(verify(((Presented.Shown) two).token(), "verifier", "n")).isEmpty();
  }

  private static long version(Jws list) {
    try {
      return list.claims().get("version").longValue();
    } catch (hutong.proof.UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_operator_revokes_with_a_reason() {
    var maria = maria();
    var wallet = wallet();
    var issued =
        fetch(wallet, bearer(maria, wallet), wallet.proof(SignatureKeys.generate(), wallet.nonce()))
            .json()
            .get("credentials")
            .get(0)
            .get("credential")
            .stringValue();
    var row =
        issuedStore.live(maria.person(), Instant.now()).stream()
            .filter(each -> each.holder().equals("WALLET"))
            .findFirst()
            .orElseThrow();
    var operator = people.operator();
    assertThat(
            operator
                .post("/console/credentials/revoke", "credential", row.id().toString())
                .status())
        .isEqualTo(422);
    var done =
        operator.post(
            "/console/credentials/revoke", "credential", row.id().toString(), "reason", "MISUSE");
    assertThat(done.status()).isEqualTo(303);
    assertThat(revoked(issued)).isTrue();
  }

  @Autowired IssuedStore issuedStore;

  @Test
  void nobody_without_a_chip_gets_a_credential() {
    var typed = people.traveller();
    assertThat(credentials.held(typed.person(), Purpose.OWN_VIEW)).isEmpty();
    assertThat(typed.get("/me/credentials").status()).isEqualTo(200);
    var wallet = wallet();
    var uri = push(wallet, authorisation(OPEN, CALLBACK, TRAVELLER));
    var begun = typed.get(authorize(wallet, form("client_id", OPEN, "request_uri", uri)));
    var page = typed.follow(begun);
    assertThat(page.document().select("input[name=item]")).isEmpty();
    assertThat(typed.post(begun.location(), "decision", "allow").status()).isEqualTo(422);
  }

  @Test
  void an_address_that_asks_too_often_is_slowed_down() {
    var wallet = wallet();
    for (int i = 0; i < CredentialLimits.CALLS; i++) {
      wallet.nonce();
    }
    var last = wallet.post("nonce", Map.of());
    assertThat(error(last)).isEqualTo("429 slow_down");
    assertThat(last.header("Retry-After")).isNotEmpty();
  }
}
