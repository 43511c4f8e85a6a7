package hutong.proof.vp;

import hutong.proof.Finding;
import hutong.proof.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether what came back is what was asked for (OpenID4VP 1.0, sections 6.4 and 8.6): every
/// difference is named.
public final class DcqlAnswer {

  private DcqlAnswer() {}

  /// Empty when the answer satisfies the query.
  public static List<Finding> check(Dcql query, List<Returned> returned) {
    var findings = new ArrayList<Finding>();
    Map<String, List<Returned>> byQuery =
        returned.stream().collect(Collectors.groupingBy(Returned::query));
    for (var id : byQuery.keySet()) {
      if (query.credential(id).isEmpty()) {
        findings.add(Finding.of(Reason.CREDENTIAL_NOT_ASKED, id));
      }
    }
    for (var asked : query.credentials()) {
      var shown = byQuery.getOrDefault(asked.id(), List.of());
      if (shown.size() > 1 && !asked.multiple()) {
        findings.add(Finding.of(Reason.CREDENTIAL_TWICE, asked.id()));
      }
      shown.forEach(each -> findings.addAll(credential(asked, each)));
    }
    findings.addAll(enough(query, new HashSet<>(byQuery.keySet())));
    return findings;
  }

  private static List<Finding> enough(Dcql query, Set<String> shown) {
    var findings = new ArrayList<Finding>();
    if (query.sets().isEmpty()) {
      for (var asked : query.credentials()) {
        if (!shown.contains(asked.id())) {
          findings.add(Finding.of(Reason.CREDENTIAL_MISSING, asked.id()));
        }
      }
      return findings;
    }
    for (var set : query.sets()) {
      if (set.required() && set.options().stream().noneMatch(shown::containsAll)) {
        findings.add(
            Finding.of(Reason.CREDENTIAL_MISSING, String.join(" ", set.options().getFirst())));
      }
    }
    return findings;
  }

  private static List<Finding> credential(Dcql.CredentialQuery asked, Returned shown) {
    var findings = new ArrayList<Finding>();
    if (!asked.format().equals(shown.format())) {
      findings.add(Finding.of(Reason.CREDENTIAL_FORMAT_OTHER, asked.id()));
      return findings;
    }
    if (!asked.types().isEmpty() && asked.types().stream().noneMatch(shown.types()::contains)) {
      findings.add(Finding.of(Reason.CREDENTIAL_TYPE_OTHER, asked.id()));
    }
    if (asked.bound() && !shown.bound()) {
      findings.add(Finding.of(Reason.KEY_BINDING_MISSING, asked.id()));
    }
    if (!authority(asked, shown)) {
      findings.add(Finding.of(Reason.AUTHORITY_NOT_ASKED, asked.id()));
    }
    findings.addAll(claims(asked, shown));
    for (var path : shown.disclosed()) {
      if (asked.claims().stream().noneMatch(claim -> claim.path().touches(path))) {
        findings.add(Finding.of(Reason.CLAIM_NOT_ASKED, asked.id() + "/" + path));
      }
    }
    return findings;
  }

  /// Only key identifiers can be looked at without asking a list over the network; an authority
  /// named in another way is left to the trust that the verifier has anyway.
  private static boolean authority(Dcql.CredentialQuery asked, Returned shown) {
    var keys = asked.authorities().stream().filter(each -> each.type().equals("aki")).toList();
    return keys.isEmpty()
        || keys.size() < asked.authorities().size()
        || keys.stream()
            .anyMatch(each -> each.values().stream().anyMatch(shown.authorityKeys()::contains));
  }

  private static List<Finding> claims(Dcql.CredentialQuery asked, Returned shown) {
    if (asked.claimSets().isEmpty()) {
      return wrong(asked, asked.claims(), shown);
    }
    List<Finding> first = List.of();
    for (var set : asked.claimSets()) {
      var claims = set.stream().map(id -> asked.claim(id).orElseThrow()).toList();
      var findings = wrong(asked, claims, shown);
      if (findings.isEmpty()) {
        return List.of();
      }
      first = first.isEmpty() ? findings : first;
    }
    return first;
  }

  private static List<Finding> wrong(
      Dcql.CredentialQuery asked, List<Dcql.ClaimQuery> claims, Returned shown) {
    var findings = new ArrayList<Finding>();
    for (var claim : claims) {
      var values = claim.path().select(shown.claims());
      var where = asked.id() + "/" + claim.path();
      if (values.isEmpty()) {
        findings.add(Finding.of(Reason.CLAIM_MISSING, where));
      } else if (!claim.values().isEmpty() && values.stream().noneMatch(claim.values()::contains)) {
        findings.add(Finding.of(Reason.CLAIM_VALUE_OTHER, where));
      }
    }
    return findings;
  }
}
