package hutong.presentation.internal;

import hutong.presentation.AskingPurpose;
import hutong.presentation.AskingPurposes;
import hutong.presentation.Fact;
import hutong.presentation.internal.PresentationSettings.MoreThanAsked;
import hutong.presentation.internal.RequestStore.Row;
import hutong.proof.Base64Url;
import hutong.proof.Finding;
import hutong.proof.Json;
import hutong.proof.Jwk;
import hutong.proof.Reason;
import hutong.proof.UnreadableException;
import hutong.proof.mdoc.SessionTranscript;
import hutong.proof.vp.Dcql;
import hutong.proof.vp.DcqlAnswer;
import hutong.proof.vp.DcqlException;
import hutong.proof.vp.EncryptedAnswer;
import hutong.proof.vp.Returned;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a wallet sent and says what it is worth. Changes nothing.
@Component
class AnswerReader {

  private final CredentialReader credentials;
  private final RecognisedShelf recognised;
  private final AskingPurposes purposes;
  private final Addresses addresses;
  private final PresentationSettings settings;
  private final InstantSource clock;

  AnswerReader(
      CredentialReader credentials,
      RecognisedShelf recognised,
      AskingPurposes purposes,
      Addresses addresses,
      PresentationSettings settings,
      InstantSource clock) {
    this.credentials = credentials;
    this.recognised = recognised;
    this.purposes = purposes;
    this.addresses = addresses;
    this.settings = settings;
    this.clock = clock;
  }

  /// What a wallet posted.
  record Posted(
      @Nullable String response,
      @Nullable String vpToken,
      @Nullable String state,
      @Nullable String error) {}

  /// What an answer says, or that it was no answer at all.
  ///
  /// @throws UnreadableException when it cannot be read: whoever sent it may try again
  Verdict read(Row row, Posted posted, Optional<KeyPair> key) throws UnreadableException {
    if (posted.response() == null && posted.error() != null) {
      requireState(row, posted.state());
      return refused(posted.error());
    }
    var answer = row.protocol().encrypted() ? decrypted(posted, key) : open(posted);
    requireState(row, Json.text(answer, "state").orElse(null));
    if (answer.has("error") && !answer.has("vp_token")) {
      return refused(Json.text(answer, "error").orElse(""));
    }
    if (!(answer.get("vp_token") instanceof ObjectNode token) || token.isEmpty()) {
      throw new UnreadableException(Reason.VP_TOKEN_UNREADABLE, "vp_token");
    }
    return judge(row, token, key);
  }

  /// An answer that never left this house.
  Verdict read(Row row, String queryId, String presentation) throws UnreadableException {
    var token = Json.object();
    token.putArray(queryId).add(presentation);
    return judge(row, token, Optional.empty());
  }

  private static Verdict refused(String error) {
    return error.equals("access_denied")
        ? new Verdict.Declined()
        : new Verdict.Bad(List.of(Reason.WALLET_COULD_NOT.name()), null);
  }

  private static ObjectNode decrypted(Posted posted, Optional<KeyPair> key)
      throws UnreadableException {
    if (posted.response() == null || key.isEmpty()) {
      throw new UnreadableException(Reason.ANSWER_NOT_ENCRYPTED, "response");
    }
    if (posted.response().length() > PresentationLimits.ANSWER) {
      throw new UnreadableException(Reason.TOO_LONG, "response");
    }
    return EncryptedAnswer.open(
        posted.response(),
        (ECPrivateKey) key.get().getPrivate(),
        (ECPublicKey) key.get().getPublic());
  }

  private static ObjectNode open(Posted posted) throws UnreadableException {
    if (posted.vpToken() == null) {
      throw new UnreadableException(Reason.VP_TOKEN_MISSING, "vp_token");
    }
    if (posted.vpToken().length() > PresentationLimits.ANSWER) {
      throw new UnreadableException(Reason.TOO_LONG, "vp_token");
    }
    var answer = Json.object();
    answer.set("vp_token", Json.object(posted.vpToken(), Reason.VP_TOKEN_UNREADABLE, "vp_token"));
    if (posted.state() != null) {
      answer.put("state", posted.state());
    }
    return answer;
  }

  private void requireState(Row row, @Nullable String state) throws UnreadableException {
    if (!addresses.state(row.id()).equals(state)) {
      throw new UnreadableException(Reason.STATE_WRONG, "state");
    }
  }

  // ------------------------------------------------------------------------------------ judging

  private Verdict judge(Row row, ObjectNode token, Optional<KeyPair> key)
      throws UnreadableException {
    var query = query(row);
    var findings = new ArrayList<Finding>();
    var returned = new ArrayList<Returned>();
    for (var entry : token.properties()) {
      var asked = query.credential(entry.getKey());
      for (var each : presentations(entry.getValue())) {
        if (asked.isEmpty()) {
          findings.add(Finding.of(Reason.CREDENTIAL_NOT_ASKED, "vp_token"));
          continue;
        }
        var checked = credentials.check(asked.get(), each, session(row, key), clock.instant());
        findings.addAll(checked.findings());
        checked.returned().ifPresent(returned::add);
      }
    }
    findings.addAll(differences(query, returned, findings));
    var shown = returned.isEmpty() ? null : returned.getFirst().query();
    if (!findings.isEmpty()) {
      return new Verdict.Bad(Finding.codes(findings), shown);
    }
    var purpose = purposes.find(row.asked().purpose()).orElseThrow();
    return new Verdict.Good(String.valueOf(shown), facts(purpose, returned));
  }

  private List<Finding> differences(Dcql query, List<Returned> returned, List<Finding> before) {
    var differences = DcqlAnswer.check(query, returned);
    return differences.stream()
        .filter(
            each ->
                each.reason() != Reason.CLAIM_NOT_ASKED
                    || settings.moreThanAsked() == MoreThanAsked.REFUSE)
        // What could not be read at all is not missing as well.
        .filter(
            each ->
                before.isEmpty()
                    || !returned.isEmpty()
                    || each.reason() != Reason.CREDENTIAL_MISSING)
        .toList();
  }

  private CredentialReader.Session session(Row row, Optional<KeyPair> key) {
    var clientId = row.protocol().clientId();
    var nonce = addresses.nonce(row.id());
    return new CredentialReader.Session(clientId, nonce, transcript(row, key));
  }

  /// The session transcript an mdoc's device signs.
  SessionTranscript transcript(Row row, Optional<KeyPair> key) {
    return SessionTranscript.openId4Vp(
        row.protocol().clientId(),
        addresses.nonce(row.id()),
        key.map(pair -> Jwk.of(pair.getPublic())).orElse(null),
        addresses.responseUri(row.id()));
  }

  Dcql query(Row row) {
    try {
      return Dcql.read(RequestObjects.read(row.protocol().dcql()));
    } catch (DcqlException e) {
      throw new IllegalStateException("a query of ours does not hold", e);
    }
  }

  private static List<String> presentations(JsonNode value) throws UnreadableException {
    if (!(value instanceof ArrayNode list)
        || list.isEmpty()
        || list.size() > PresentationLimits.PRESENTATIONS) {
      throw new UnreadableException(Reason.VP_TOKEN_UNREADABLE, "vp_token");
    }
    var all = new ArrayList<String>();
    for (var each : list) {
      if (!each.isString()) {
        throw new UnreadableException(Reason.VP_TOKEN_UNREADABLE, "vp_token");
      }
      all.add(each.stringValue());
    }
    return all;
  }

  /// Only what was asked is ever kept, whatever was shown.
  private Map<Fact, String> facts(AskingPurpose purpose, List<Returned> returned) {
    var facts = new EnumMap<Fact, String>(Fact.class);
    var wanted = new ArrayList<>(purpose.needed());
    wanted.addAll(purpose.optional());
    for (var each : returned) {
      var paths = recognised.find(each.query()).map(Recognised::facts).orElse(Map.of());
      for (var fact : wanted) {
        var path = paths.get(fact);
        if (path != null) {
          var text = text(fact, path.select(each.claims()));
          if (!text.isEmpty()) {
            facts.putIfAbsent(fact, text);
          }
        }
      }
    }
    return facts;
  }

  private static String text(Fact fact, List<JsonNode> values) {
    var text =
        values.stream()
            .filter(JsonNode::isValueNode)
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    if (fact == Fact.PORTRAIT) {
      return picture(text);
    }
    int most = PresentationLimits.FACT;
    return text.length() <= most ? text : text.substring(0, most);
  }

  /// A portrait as a page can show it: of an mdoc it comes as octets.
  private static String picture(String text) {
    if (text.length() > PresentationLimits.PORTRAIT) {
      return "";
    }
    if (text.startsWith("data:image/")) {
      return text;
    }
    return Base64Url.decode(text)
        .map(octets -> "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(octets))
        .orElse("");
  }
}
