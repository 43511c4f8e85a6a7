package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daily files, honest and not.
class SettlementFilesTest {

  private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  @TempDir Path data;

  @Test
  void the_card_providers_file_says_what_moved_and_lies_on_command() throws Exception {
    try (var world = new World(data)) {
      var client = World.json(world.post("/psp/clients", "{\"webhookUrl\":\"\"}"));
      var key = "Bearer " + client.path("secretKey").asString();
      var address = "/psp/v1/reporting/itemized/" + today + ".csv";
      assertThat(world.get(address).statusCode()).isEqualTo(401);
      assertThat(lines(world, address, key)).hasSize(1);
      for (var kind : new String[] {"add", "repeat", "change"}) {
        var told = world.post("/settlement/lies", "{\"file\":\"card\",\"kind\":\"" + kind + "\"}");
        assertThat(told.statusCode()).isEqualTo(200);
      }
      var lied = lines(world, address, key);
      assertThat(lied).hasSize(3);
      assertThat(lied[1]).contains(",89.00,");
      assertThat(lied[2]).contains(",88.00,");
      world.form("/settlement/honest", Map.of());
      assertThat(lines(world, address, key)).hasSize(1);
      var tomorrow = world.to("/psp/v1/reporting/itemized/" + today.plusDays(1) + ".csv");
      assertThat(world.send(tomorrow.header("Authorization", key)).statusCode()).isEqualTo(404);
      assertThat(world.get("/settlement").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_networks_file_counts_its_own_lines() throws Exception {
    try (var world = new World(data)) {
      var address = "/wallet/settlement/HUTONG/" + today + ".csv";
      assertThat(world.get(address).statusCode()).isEqualTo(404);
      var pair = java.security.KeyPairGenerator.getInstance("RSA");
      pair.initialize(2048);
      var pem =
          "-----BEGIN PUBLIC KEY-----\\n"
              + java.util.Base64.getEncoder()
                  .encodeToString(pair.generateKeyPair().getPublic().getEncoded())
              + "\\n-----END PUBLIC KEY-----";
      world.post("/wallet/clients", "{\"clientId\":\"HUTONG\",\"publicKeyPem\":\"" + pem + "\"}");
      assertThat(World.text(world.get(address))).endsWith("TOTAL,0\r\n");
      world.post("/settlement/lies", "{\"file\":\"wallet\",\"kind\":\"add\"}");
      assertThat(World.text(world.get(address))).contains("pay_invented").endsWith("TOTAL,1\r\n");
    }
  }

  private static String[] lines(World world, String address, String key) throws Exception {
    var answer = world.send(world.to(address).header("Authorization", key).GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    return World.text(answer).strip().split("\r\n");
  }
}
