package hutong.proof.vp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.proof.Finding;
import hutong.proof.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DcqlTest {

  private static final String PID =
      """
      {"id":"pid","format":"dc+sd-jwt","meta":{"vct_values":["urn:eudi:pid:1"]},
       "claims":[{"id":"a","path":["given_name"]},
                 {"id":"b","path":["address","street_address"]},
                 {"id":"c","path":["nationalities",null],"values":["PT","ES"]}],
       "claim_sets":[["a","c"],["b"]]}
      """;

  private static final String LICENCE =
      """
      {"id":"mdl","format":"mso_mdoc","meta":{"doctype_value":"org.iso.18013.5.1.mDL"},
       "claims":[{"path":["org.iso.18013.5.1","family_name"],"intent_to_retain":true}]}
      """;

  private static JsonNode json(String text) {
    return Json.MAPPER.readTree(text);
  }

  private static Dcql read(String text) throws DcqlException {
    return Dcql.read(json(text));
  }

  private static List<String> check(Dcql query, Returned... returned) {
    return Finding.codes(DcqlAnswer.check(query, List.of(returned)));
  }

  private static Returned pid(String claims, ClaimPath... disclosed) {
    return new Returned(
        "pid",
        Dcql.SD_JWT_VC,
        List.of("urn:eudi:pid:1"),
        json(claims),
        List.of(disclosed),
        List.of(),
        true);
  }

  @Test
  void what_is_read_is_written_again() throws DcqlException {
    var text =
        "{\"credentials\":["
            + PID
            + ","
            + LICENCE
            + "],\"credential_sets\":[{\"options\":[[\"pid\"],[\"mdl\"]]},"
            + "{\"options\":[[\"mdl\"]],\"required\":false}]}";
    assertThat(read(text).write()).isEqualTo(json(text));
  }

  @Test
  void what_the_standard_forbids_is_no_query() {
    for (var wrong :
        new String[] {
          "[]",
          "{}",
          "{\"credentials\":[]}",
          "{\"credentials\":[" + PID + "," + PID + "]}",
          "{\"credentials\":[" + PID.replace("\"pid\"", "\"p d\"") + "]}",
          "{\"credentials\":[" + PID.replace("\"format\":\"dc+sd-jwt\",", "") + "]}",
          "{\"credentials\":[" + PID.replace("vct_values", "vct") + "]}",
          "{\"credentials\":[" + PID.replace("[\"urn:eudi:pid:1\"]", "[]") + "]}",
          "{\"credentials\":[" + PID.replace("\"id\":\"a\",", "") + "]}",
          "{\"credentials\":[" + PID.replace("[\"b\"]]", "[\"x\"]]") + "]}",
          "{\"credentials\":[" + PID.replace("[\"given_name\"]", "[]") + "]}",
          "{\"credentials\":[" + PID.replace("[\"given_name\"]", "[-1]") + "]}",
          "{\"credentials\":[" + PID.replace("[\"given_name\"]", "[true]") + "]}",
          "{\"credentials\":[" + PID.replace("[\"PT\",\"ES\"]", "[1.5]") + "]}",
          "{\"credentials\":[" + LICENCE.replace("doctype_value", "vct_values") + "]}",
          "{\"credentials\":[" + LICENCE.replace(",\"family_name\"]", "]") + "]}",
          "{\"credentials\":[" + LICENCE + "],\"credential_sets\":[]}",
          "{\"credentials\":[" + LICENCE + "],\"credential_sets\":[{\"options\":[[\"x\"]]}]}"
        }) {
      assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(DcqlException.class);
    }
  }

  @Test
  void a_set_of_claims_is_enough() throws DcqlException {
    var query = read("{\"credentials\":[" + PID + "]}");
    assertThat(check(query, pid("{\"given_name\":\"M\",\"nationalities\":[\"BR\",\"PT\"]}")))
        .isEmpty();
    assertThat(check(query, pid("{\"address\":{\"street_address\":\"x\"}}"))).isEmpty();
    assertThat(check(query, pid("{\"given_name\":\"M\"}"))).containsExactly("CLAIM_MISSING");
    assertThat(check(query, pid("{\"given_name\":\"M\",\"nationalities\":[\"BR\"]}")))
        .containsExactly("CLAIM_VALUE_OTHER");
  }

  @Test
  void every_difference_is_named() throws DcqlException {
    var query = read("{\"credentials\":[" + PID + "]}");
    var good = "{\"address\":{\"street_address\":\"x\",\"locality\":\"y\"}}";
    assertThat(check(query)).containsExactly("CREDENTIAL_MISSING");
    assertThat(check(query, pid(good), pid(good))).containsExactly("CREDENTIAL_TWICE");
    assertThat(check(query, pid(good, ClaimPath.of("address")))).isEmpty();
    assertThat(check(query, pid(good, ClaimPath.of("address", "locality"))))
        .containsExactly("CLAIM_NOT_ASKED");
    var other =
        new Returned("pid", Dcql.MDOC, List.of("x"), json("{}"), List.of(), List.of(), true);
    assertThat(check(query, other)).containsExactly("CREDENTIAL_FORMAT_OTHER");
    var unbound =
        new Returned("pid", Dcql.SD_JWT_VC, List.of("x"), json(good), List.of(), List.of(), false);
    assertThat(check(query, unbound))
        .containsExactly("CREDENTIAL_TYPE_OTHER", "KEY_BINDING_MISSING");
  }

  @Test
  void credential_sets_say_what_is_enough() throws DcqlException {
    var query =
        read(
            "{\"credentials\":["
                + PID
                + ","
                + LICENCE
                + "],\"credential_sets\":[{\"options\":[[\"pid\"],[\"mdl\"]]}]}");
    assertThat(check(query, pid("{\"address\":{\"street_address\":\"x\"}}"))).isEmpty();
    assertThat(check(query)).containsExactly("CREDENTIAL_MISSING");
  }

  @Test
  void only_the_authority_that_was_asked_for_will_do() throws DcqlException {
    var query =
        read(
            "{\"credentials\":["
                + PID.replace(
                    "\"claims\"",
                    "\"trusted_authorities\":[{\"type\":\"aki\",\"values\":[\"s9tIpP\"]}],\"claims\"")
                + "]}");
    assertThat(check(query, pid("{\"address\":{\"street_address\":\"x\"}}")))
        .containsExactly("AUTHORITY_NOT_ASKED");
  }

  @Test
  void paths_select_as_the_standard_says() throws DcqlException {
    var claims =
        json(
            """
            {"name":"Arthur","address":{"street":"42 Market"},
             "degrees":[{"type":"B"},{"type":"M"}],"nationalities":["GB","BT"]}
            """);
    assertThat(ClaimPath.of("address", "street").select(claims)).hasSize(1);
    assertThat(ClaimPath.read(json("[\"degrees\",null,\"type\"]"), "x").select(claims)).hasSize(2);
    assertThat(ClaimPath.read(json("[\"nationalities\",1]"), "x").select(claims))
        .extracting(JsonNode::stringValue)
        .containsExactly("BT");
    assertThat(ClaimPath.read(json("[\"nationalities\",5]"), "x").select(claims)).isEmpty();
    assertThat(ClaimPath.of("name", "first").select(claims)).isEmpty();
    assertThat(ClaimPath.ofPointer("/degrees/0/type", claims).toString())
        .isEqualTo("degrees[0].type");
  }
}
