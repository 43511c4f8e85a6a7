package hutong.proof;

import hutong.proof.SdJwtExpectation.Binding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Verifies SD-JWT (RFC 9901) and SD-JWT VC, with or without key binding.
public final class SdJwtVerifier {

  private static final Set<String> VC = Set.of("dc+sd-jwt", "vc+sd-jwt");

  private final IssuerTrust trust;

  public SdJwtVerifier(IssuerTrust trust) {
    this.trust = trust;
  }

  /// Every finding about a presentation; none means that it holds.
  public SdJwtReading verify(String text, SdJwtExpectation expected) {
    try {
      return verify(SdJwt.read(text), expected);
    } catch (UnreadableException e) {
      return new SdJwtReading(Json.object(), Json.object(), List.of(), false, List.of(e.finding()));
    }
  }

  /// Every finding about a presentation; none means that it holds.
  public SdJwtReading verify(SdJwt presented, SdJwtExpectation expected) {
    var findings = new ArrayList<Finding>();
    var token = Jws.read(presented.token());
    ObjectNode payload = Json.object();
    boolean readable = false;
    try {
      payload = token.claims();
      readable = true;
      issuer(token, payload, expected, findings);
    } catch (UnreadableException e) {
      findings.addAll(token.faults());
      if (token.faults().isEmpty()) {
        findings.add(e.finding());
      }
    }
    type(token, expected, findings);
    var work = Disclosing.of(payload, presented.disclosures(), findings);
    var claims = work.claims();
    times(claims, expected, findings);
    var disclosed = work.places().stream().map(SdJwt.Disclosed::pointer).toList();
    if (readable && VC.contains(token.type())) {
      credential(claims, disclosed, findings);
    }
    boolean bound = binding(presented, payload, expected, findings);
    return new SdJwtReading(
        token.header(), claims, disclosed, bound, findings.stream().distinct().toList());
  }

  private void issuer(
      Jws token, ObjectNode payload, SdJwtExpectation expected, List<Finding> findings) {
    try {
      var key = trust.keyFor(token.header(), payload, expected.now());
      findings.addAll(token.verify(key, expected.algorithms()));
    } catch (UnreadableException e) {
      findings.addAll(token.faults());
      findings.addAll(token.algorithmFaults(expected.algorithms()));
      findings.add(e.finding());
    }
  }

  private static void type(Jws token, SdJwtExpectation expected, List<Finding> findings) {
    var type = token.type();
    boolean fits =
        expected.types().isEmpty()
            ? type.isEmpty() || type.equalsIgnoreCase("JWT") || type.endsWith("sd-jwt")
            : expected.types().contains(type);
    if (!fits && !token.header().isEmpty()) {
      findings.add(Finding.of(Reason.TYPE_WRONG, "typ"));
    }
  }

  private static void times(ObjectNode claims, SdJwtExpectation expected, List<Finding> findings) {
    var now = BigDecimal.valueOf(expected.now().getEpochSecond());
    if (isTime(claims.get("exp"), "exp", findings)
        && claims.get("exp").decimalValue().compareTo(now) <= 0) {
      findings.add(Finding.of(Reason.EXPIRED, "exp"));
    }
    if (isTime(claims.get("nbf"), "nbf", findings)
        && claims.get("nbf").decimalValue().compareTo(now) > 0) {
      findings.add(Finding.of(Reason.NOT_YET_VALID, "nbf"));
    }
    isTime(claims.get("iat"), "iat", findings);
  }

  private static boolean isTime(JsonNode value, String name, List<Finding> findings) {
    if (value == null) {
      return false;
    }
    if (!value.isNumber()) {
      findings.add(Finding.of(Reason.TIME_UNREADABLE, name));
      return false;
    }
    return true;
  }

  private static void credential(
      ObjectNode claims, List<String> disclosed, List<Finding> findings) {
    var vct = claims.get("vct");
    if (vct == null) {
      findings.add(Finding.of(Reason.VCT_MISSING, "vct"));
    } else if (!vct.isString() || vct.stringValue().isEmpty()) {
      findings.add(Finding.of(Reason.CLAIM_UNREADABLE, "vct"));
    }
    var status = claims.get("status");
    if (status != null && !status.isObject()) {
      findings.add(Finding.of(Reason.CLAIM_UNREADABLE, "status"));
    }
    for (var pointer : disclosed) {
      int end = pointer.indexOf('/', 1);
      var name = pointer.substring(1, end < 0 ? pointer.length() : end);
      if (SdJwtIssuer.ALWAYS_OPEN.contains(name)) {
        findings.add(Finding.of(Reason.CLAIM_MUST_BE_OPEN, pointer));
      }
    }
  }

  private static boolean binding(
      SdJwt presented, ObjectNode payload, SdJwtExpectation expected, List<Finding> findings) {
    if (presented.keyBinding().isEmpty()) {
      if (expected.binding() == Binding.REQUIRED
          || expected.audience() != null
          || expected.nonce() != null) {
        findings.add(Finding.of(Reason.KEY_BINDING_MISSING, "kb"));
      }
      return false;
    }
    var before = findings.size();
    KeyBinding.check(presented, payload, expected, findings);
    return findings.size() == before;
  }
}
