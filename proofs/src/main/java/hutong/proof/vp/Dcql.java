package hutong.proof.vp;

import hutong.proof.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A query in the Digital Credentials Query Language (OpenID4VP 1.0, section 6), read strictly:
/// what the standard does not allow is not a query.
///
/// @param sets what counts as enough; empty when every credential is needed
public record Dcql(List<CredentialQuery> credentials, List<CredentialSet> sets) {

  /// The format identifier of IETF SD-JWT VC.
  public static final String SD_JWT_VC = "dc+sd-jwt";

  /// The format identifier of ISO/IEC 18013-5 documents.
  public static final String MDOC = "mso_mdoc";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final int MOST = 100;

  public Dcql {
    credentials = List.copyOf(credentials);
    sets = List.copyOf(sets);
  }

  /// One kind of credential that is asked for.
  ///
  /// @param types the `vct_values` of an SD-JWT VC, the one `doctype_value` of an mdoc
  /// @param multiple whether several may be returned
  /// @param bound whether the holder's key must have signed
  /// @param claimSets alternatives, the best first; empty when all claims are needed
  public record CredentialQuery(
      String id,
      String format,
      List<String> types,
      boolean multiple,
      boolean bound,
      List<Authority> authorities,
      List<ClaimQuery> claims,
      List<List<String>> claimSets) {

    public CredentialQuery {
      types = List.copyOf(types);
      authorities = List.copyOf(authorities);
      claims = List.copyOf(claims);
      claimSets = claimSets.stream().map(List::copyOf).toList();
    }

    /// A query for claims of one type.
    public static CredentialQuery of(
        String id, String format, List<String> types, List<ClaimQuery> claims) {
      return new CredentialQuery(
          id, format, types, false, true, List.of(), claims, List.<List<String>>of());
    }

    Optional<ClaimQuery> claim(String claimId) {
      return claims.stream().filter(each -> claimId.equals(each.id())).findFirst();
    }
  }

  /// One claim that is asked for.
  ///
  /// @param id needed only by claim sets
  /// @param values what its value must be one of; empty when any will do
  /// @param retain for an mdoc: whether the verifier means to keep it; absent when it does not say
  public record ClaimQuery(
      @Nullable String id, ClaimPath path, List<JsonNode> values, @Nullable Boolean retain) {

    public ClaimQuery {
      values = List.copyOf(values);
    }

    public static ClaimQuery of(ClaimPath path) {
      return new ClaimQuery(null, path, List.of(), null);
    }
  }

  /// Whose credentials will do.
  ///
  /// @param type `aki`, `etsi_tl` or `openid_federation`
  public record Authority(String type, List<String> values) {
    public Authority {
      values = List.copyOf(values);
    }
  }

  /// Combinations of credentials of which one is enough.
  public record CredentialSet(List<List<String>> options, boolean required) {
    public CredentialSet {
      options = options.stream().map(List::copyOf).toList();
    }
  }

  public Optional<CredentialQuery> credential(String id) {
    return credentials.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  // ------------------------------------------------------------------------------------ reading

  public static Dcql read(JsonNode node) throws DcqlException {
    if (!(node instanceof ObjectNode query)) {
      throw new DcqlException("dcql_query", "must be an object");
    }
    var credentials = new ArrayList<CredentialQuery>();
    var ids = new HashSet<String>();
    int n = 0;
    for (var each : list(query, "credentials", "dcql_query", true)) {
      var credential = credential(each, "credentials[" + n++ + "]");
      if (!ids.add(credential.id())) {
        throw new DcqlException("credentials", "the id " + credential.id() + " stands twice");
      }
      credentials.add(credential);
    }
    var sets = new ArrayList<CredentialSet>();
    n = 0;
    for (var each : list(query, "credential_sets", "dcql_query", false)) {
      sets.add(set(each, ids, "credential_sets[" + n++ + "]"));
    }
    return new Dcql(credentials, sets);
  }

  private static CredentialQuery credential(JsonNode node, String where) throws DcqlException {
    if (!(node instanceof ObjectNode query)) {
      throw new DcqlException(where, "must be an object");
    }
    var id = id(query.get("id"), where);
    var format = Json.text(query, "format").orElse("");
    if (format.isEmpty()) {
      throw new DcqlException(where + ".format", "is missing");
    }
    var types = types(format, query.get("meta"), where + ".meta");
    var authorities = new ArrayList<Authority>();
    for (var each : list(query, "trusted_authorities", where, false)) {
      authorities.add(
          new Authority(
              Json.text(each, "type")
                  .orElseThrow(() -> new DcqlException(where, "an authority has no type")),
              texts(each, "values", where + ".trusted_authorities")));
    }
    var claims = new ArrayList<ClaimQuery>();
    var ids = new HashSet<String>();
    int n = 0;
    for (var each : list(query, "claims", where, false)) {
      var claim = claim(each, format, where + ".claims[" + n++ + "]");
      if (claim.id() != null && !ids.add(claim.id())) {
        throw new DcqlException(where + ".claims", "the id " + claim.id() + " stands twice");
      }
      claims.add(claim);
    }
    var sets = claimSets(query, claims, ids, where);
    return new CredentialQuery(
        id,
        format,
        types,
        flag(query, "multiple", false, where),
        flag(query, "require_cryptographic_holder_binding", true, where),
        authorities,
        claims,
        sets);
  }

  private static List<String> types(String format, @Nullable JsonNode meta, String where)
      throws DcqlException {
    if (!(meta instanceof ObjectNode)) {
      throw new DcqlException(where, "is missing");
    }
    return switch (format) {
      case SD_JWT_VC -> texts(meta, "vct_values", where);
      case MDOC ->
          List.of(
              Json.text(meta, "doctype_value")
                  .filter(text -> !text.isEmpty())
                  .orElseThrow(() -> new DcqlException(where, "has no doctype_value")));
      default -> List.of();
    };
  }

  private static ClaimQuery claim(JsonNode node, String format, String where) throws DcqlException {
    if (!(node instanceof ObjectNode query)) {
      throw new DcqlException(where, "must be an object");
    }
    var id = query.has("id") ? id(query.get("id"), where) : null;
    var path = ClaimPath.read(query.path("path"), where + ".path");
    boolean mdoc = format.equals(MDOC);
    boolean named = path.parts().stream().allMatch(p -> p instanceof ClaimPath.Part.Name);
    if (mdoc && !(named && path.parts().size() == 2)) {
      throw new DcqlException(where + ".path", "of an mdoc is a name space and an element");
    }
    var values = new ArrayList<JsonNode>();
    for (var each : list(query, "values", where, false)) {
      if (!each.isString() && !each.isIntegralNumber() && !each.isBoolean()) {
        throw new DcqlException(where + ".values", "must be texts, whole numbers or booleans");
      }
      values.add(each);
    }
    var retain =
        (mdoc && query.has("intent_to_retain"))
            ? Boolean.valueOf(flag(query, "intent_to_retain", false, where))
            : null;
    return new ClaimQuery(id, path, values, retain);
  }

  private static List<List<String>> claimSets(
      ObjectNode query, List<ClaimQuery> claims, Set<String> ids, String where)
      throws DcqlException {
    var sets = new ArrayList<List<String>>();
    for (var each : list(query, "claim_sets", where, false)) {
      sets.add(references(each, ids, where + ".claim_sets"));
    }
    if (!sets.isEmpty() && claims.isEmpty()) {
      throw new DcqlException(where + ".claim_sets", "stands without claims");
    }
    if (!sets.isEmpty() && claims.stream().anyMatch(claim -> claim.id() == null)) {
      throw new DcqlException(where + ".claims", "need ids when there are claim sets");
    }
    return sets;
  }

  private static CredentialSet set(JsonNode node, Set<String> ids, String where)
      throws DcqlException {
    if (!(node instanceof ObjectNode set)) {
      throw new DcqlException(where, "must be an object");
    }
    var options = new ArrayList<List<String>>();
    for (var each : list(set, "options", where, true)) {
      options.add(references(each, ids, where + ".options"));
    }
    return new CredentialSet(options, flag(set, "required", true, where));
  }

  private static List<String> references(JsonNode node, Set<String> known, String where)
      throws DcqlException {
    if (!(node instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST) {
      throw new DcqlException(where, "must be lists of ids");
    }
    var references = new ArrayList<String>();
    for (var each : list) {
      if (!each.isString() || !known.contains(each.stringValue())) {
        throw new DcqlException(where, "names an id that does not exist");
      }
      references.add(each.stringValue());
    }
    return references;
  }

  private static List<JsonNode> list(ObjectNode object, String name, String where, boolean needed)
      throws DcqlException {
    var node = object.get(name);
    if (node == null && !needed) {
      return List.of();
    }
    if (!(node instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST) {
      throw new DcqlException(where + "." + name, "must be a list of 1 to " + MOST);
    }
    var all = new ArrayList<JsonNode>();
    list.forEach(all::add);
    return all;
  }

  private static List<String> texts(JsonNode object, String name, String where)
      throws DcqlException {
    if (!(object instanceof ObjectNode holder)) {
      throw new DcqlException(where, "must be an object");
    }
    var texts = new ArrayList<String>();
    for (var each : list(holder, name, where, true)) {
      if (!each.isString() || each.stringValue().isEmpty()) {
        throw new DcqlException(where + "." + name, "must be texts");
      }
      texts.add(each.stringValue());
    }
    return texts;
  }

  private static boolean flag(ObjectNode object, String name, boolean otherwise, String where)
      throws DcqlException {
    var node = object.get(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw new DcqlException(where + "." + name, "must be true or false");
    }
    return node.booleanValue();
  }

  private static String id(@Nullable JsonNode node, String where) throws DcqlException {
    if (node == null || !node.isString() || !ID.matcher(node.stringValue()).matches()) {
      throw new DcqlException(where + ".id", "must be letters, digits, _ and -");
    }
    return node.stringValue();
  }

  // ------------------------------------------------------------------------------------ writing

  /// The query as JSON, defaults left out.
  public ObjectNode write() {
    var query = Json.object();
    var list = query.putArray("credentials");
    credentials.forEach(each -> list.add(write(each)));
    if (!sets.isEmpty()) {
      var written = query.putArray("credential_sets");
      for (var set : sets) {
        var object = written.addObject();
        var options = object.putArray("options");
        for (var option : set.options()) {
          var ids = options.addArray();
          option.forEach(id -> ids.add(id));
        }
        if (!set.required()) {
          object.put("required", false);
        }
      }
    }
    return query;
  }

  private static ObjectNode write(CredentialQuery credential) {
    var object = Json.object();
    object.put("id", credential.id());
    object.put("format", credential.format());
    if (credential.multiple()) {
      object.put("multiple", true);
    }
    var meta = object.putObject("meta");
    if (credential.format().equals(MDOC)) {
      meta.put("doctype_value", credential.types().getFirst());
    } else if (!credential.types().isEmpty()) {
      var values = meta.putArray("vct_values");
      credential.types().forEach(type -> values.add(type));
    }
    if (!credential.bound()) {
      object.put("require_cryptographic_holder_binding", false);
    }
    if (!credential.authorities().isEmpty()) {
      var authorities = object.putArray("trusted_authorities");
      for (var authority : credential.authorities()) {
        var written = authorities.addObject().put("type", authority.type());
        var values = written.putArray("values");
        authority.values().forEach(value -> values.add(value));
      }
    }
    if (!credential.claims().isEmpty()) {
      var claims = object.putArray("claims");
      credential.claims().forEach(claim -> claims.add(write(claim)));
    }
    if (!credential.claimSets().isEmpty()) {
      var sets = object.putArray("claim_sets");
      for (var set : credential.claimSets()) {
        var ids = sets.addArray();
        set.forEach(id -> ids.add(id));
      }
    }
    return object;
  }

  private static ObjectNode write(ClaimQuery claim) {
    var object = Json.object();
    if (claim.id() != null) {
      object.put("id", claim.id());
    }
    object.set("path", claim.path().write(Json.MAPPER));
    if (!claim.values().isEmpty()) {
      var values = object.putArray("values");
      claim.values().forEach(value -> values.add(value));
    }
    if (claim.retain() != null) {
      object.put("intent_to_retain", claim.retain().booleanValue());
    }
    return object;
  }
}
