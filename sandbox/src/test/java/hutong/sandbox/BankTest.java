package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bank: one order, once, and what its statement says of it.
class BankTest {

  @TempDir Path data;

  @Test
  void an_order_is_booked_once_and_a_closed_account_is_refused() throws Exception {
    try (var world = new World(data)) {
      var key = World.json(world.post("/bank/clients", "{}")).path("key").asString();
      var order =
          order(
              "M1",
              "2",
              "30.00",
              transfer("a", "12.50", "62220001"),
              transfer("b", "17.50", "62220000"));
      var first = send(world, key, order);
      assertThat(first).contains("<OrgnlMsgId>M1<", "ACSC", "RJCT", "AC04");
      assertThat(send(world, key, order)).isEqualTo(first);
      var day = LocalDate.now(ZoneId.of("Asia/Shanghai"));
      var request = world.to("/bank/statements/" + day + ".xml");
      var statement = World.text(world.send(request.header("Authorization", "Bearer " + key)));
      assertThat(statement.split("<Ntry>", -1)).hasSize(2);
      assertThat(statement).contains("<EndToEndId>a<", "<Cd>CLBD</Cd>", ">12.50</Amt>");
      var wrongSum = order("M2", "1", "99.00", transfer("c", "12.50", "62220001"));
      assertThat(send(world, key, wrongSum)).contains("<GrpSts>RJCT</GrpSts>");
      assertThat(send(world, "nobody", order)).contains("KEY_UNKNOWN");
      assertThat(send(world, key, "<!DOCTYPE x><Document/>")).contains("NOT_AN_ORDER");
      assertThat(world.get("/bank").statusCode()).isEqualTo(200);
    }
  }

  private static String send(World world, String key, String order) throws Exception {
    return World.text(
        world.send(
            world
                .to("/bank/messages")
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(order))));
  }

  private static String order(String id, String count, String sum, String... transfers) {
    return """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr>
        <MsgId>%s</MsgId><NbOfTxs>%s</NbOfTxs><CtrlSum>%s</CtrlSum></GrpHdr><PmtInf>%s</PmtInf>
        </CstmrCdtTrfInitn></Document>"""
        .formatted(id, count, sum, String.join("", transfers));
  }

  private static String transfer(String id, String amount, String account) {
    return """
        <CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">%s</InstdAmt>
        </Amt><Cdtr><Nm>N</Nm></Cdtr><CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct>
        </CdtTrfTxInf>"""
        .formatted(id, amount, account);
  }
}
