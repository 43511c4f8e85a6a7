package hutong.presentation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.presentation.NewPresentation.Prefix;
import hutong.presentation.internal.PresentationSettings.MoreThanAsked;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A credential names the address of its status list: nobody may send us into our own house by it.
class StatusGatewayTest {

  private static final String INSIDE =
      """
      https://127.0.0.1/a
      https://127.1/a
      https://2130706433/a
      https://0x7f000001/a
      https://0/a
      https://localhost/a
      https://LOCALHOST./a
      https://10.0.0.1/a
      https://172.16.0.1/a
      https://172.31.255.255/a
      https://192.168.1.1/a
      https://169.254.169.254/latest/meta-data/
      https://100.64.0.1/a
      https://100.127.255.255/a
      https://192.0.0.1/a
      https://192.0.2.1/a
      https://198.18.0.1/a
      https://224.0.0.1/a
      https://240.0.0.1/a
      https://255.255.255.255/a
      https://[::1]/a
      https://[::]/a
      https://[::ffff:127.0.0.1]/a
      https://[::ffff:7f00:1]/a
      https://[::127.0.0.1]/a
      https://[64:ff9b::7f00:1]/a
      https://[2002:7f00:1::]/a
      https://[2001:0:1::1]/a
      https://[fe80::1]/a
      https://[fc00::1]/a
      https://[fd12:3456::1]/a
      https://[ff02::1]/a
      http://1.1.1.1/a
      https://1.1.1.1:8443/a
      https://user@1.1.1.1/a
      https://1.1.1.1/a#b
      ftp://1.1.1.1/a
      file:///etc/passwd
      gopher://1.1.1.1/
      jar:https://1.1.1.1/a!/b
      //1.1.1.1/a
      1.1.1.1
      https:///a
      https://[::1
      """;

  @Test
  void no_address_inside_the_house_may_be_asked() {
    var gateway = gateway(List.of());
    assertThat(INSIDE.lines()).noneMatch(gateway::allowed);
    assertThat(INSIDE.lines()).hasSizeGreaterThan(40);
  }

  @Test
  void an_address_outside_may_be_asked_and_so_may_a_named_host() {
    assertThat(gateway(List.of()).allowed("https://1.1.1.1/a")).isTrue();
    assertThat(gateway(List.of()).allowed("https://[2606:4700:4700::1111]/a")).isTrue();
    assertThat(gateway(List.of("localhost")).allowed("http://localhost:8080/a")).isTrue();
  }

  private static StatusGateway gateway(List<String> hosts) {
    return new StatusGateway(
        new PresentationSettings(
            "", "", Prefix.X509_HASH, true, "", List.of(), hosts, MoreThanAsked.REFUSE));
  }
}
