package hutong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Letters over a plain socket, as any mail program sends them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailTest {

  private static final String LETTER =
      """
      From: Hutong <no-reply@hutong.example>
      To: maria@example.org
      Subject: =?UTF-8?B?55m75b2VIFNpZ24gaW4=?=
      MIME-Version: 1.0
      Content-Type: text/plain; charset=UTF-8
      Content-Transfer-Encoding: quoted-printable

      Open https://hutong.example/sign-in?code=3Dabc&x=3D1.
      <b>not bold</b> =E4=BD=A0=E5=A5=BD
      """;

  private World world;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    world = new World(data);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void a_letter_arrives_and_can_be_read_by_a_program() throws Exception {
    assertThat(send("read@example.org", LETTER)).endsWith("250");
    var letters = World.json(world.get("/mail/api/messages?to=READ@example.org"));
    assertThat(letters.size()).isEqualTo(1);
    var letter = letters.path(0);
    assertThat(letter.path("to").asString()).isEqualTo("read@example.org");
    assertThat(letter.path("subject").asString()).isEqualTo("登录 Sign in");
    assertThat(letter.path("text").asString())
        .contains("https://hutong.example/sign-in?code=abc&x=1.")
        .contains("你好");
    assertThat(World.json(world.get("/mail/api/messages?to=other@example.org")).size()).isZero();
  }

  @Test
  void links_can_be_clicked_and_markup_stays_text() throws Exception {
    send("page@example.org", LETTER);
    var id = World.json(world.get("/mail/api/messages?to=page@example.org")).path(0).path("id");
    var page = World.text(world.get("/mail/" + id.asString()));
    assertThat(page)
        .contains("<a href=\"https://hutong.example/sign-in?code=abc&amp;x=1\">")
        .contains("&lt;b&gt;not bold&lt;/b&gt;")
        .contains("Sandbox · nothing here is real");
  }

  @Test
  void attached_files_come_out_as_they_went_in() throws Exception {
    send(
        "file@example.org",
        """
        Subject: Receipt
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: text/html; charset=utf-8

        <p>Your <a href="https://hutong.example/r">receipt</a></p>
        --cut
        Content-Type: application/pdf; name="receipt.pdf"
        Content-Disposition: attachment; filename="receipt.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0x
        --cut--
        """);
    var letter = World.json(world.get("/mail/api/messages?to=file@example.org")).path(0);
    assertThat(letter.path("text").asString()).isEqualTo("Your receipt https://hutong.example/r");
    assertThat(letter.path("attachments").path(0).path("name").asString()).isEqualTo("receipt.pdf");
    var file = world.get("/mail/" + letter.path("id").asString() + "/files/0");
    assertThat(World.text(file)).isEqualTo("%PDF-1");
    assertThat(world.get("/mail/" + letter.path("id").asString() + "/files/1").statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_box_is_still_full_after_a_restart(@TempDir Path other) throws Exception {
    try (var first = new World(other)) {
      assertThat(send(first.smtpPort(), "kept@example.org", LETTER)).endsWith("250");
    }
    try (var second = new World(other)) {
      assertThat(World.json(second.get("/mail/api/messages?to=kept@example.org")).size())
          .isEqualTo(1);
    }
  }

  @Test
  void on_command_the_mail_port_refuses_drops_or_forgets_to_answer() throws Exception {
    world.fault("mail", "wrong");
    assertThat(send("wrong@example.org", LETTER)).contains("550");
    world.fault("mail", "dead");
    assertThat(send("dead@example.org", LETTER)).doesNotEndWith("250");
    world.fault("mail", "lost");
    assertThat(send("lost@example.org", LETTER)).doesNotEndWith("250");
    world.fault("mail", "normal");
    assertThat(World.json(world.get("/mail/api/messages?to=dead@example.org")).size()).isZero();
    assertThat(World.json(world.get("/mail/api/messages?to=lost@example.org")).size()).isOne();
  }

  private String send(String to, String letter) throws IOException {
    return send(world.smtpPort(), to, letter);
  }

  /// Speaks SMTP line by line; answers the codes that came back, in order.
  private static String send(int port, String to, String letter) throws IOException {
    var codes = new StringBuilder();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8);
      codes.append(code(in));
      var lines =
          List.of(
              "HELO tester",
              "MAIL FROM:<no-reply@hutong.example>",
              "RCPT TO:<" + to + ">",
              "DATA",
              letter.replace("\n", "\r\n") + "\r\n.");
      for (var line : lines) {
        out.print(line + "\r\n");
        out.flush();
        var code = code(in);
        codes.append(' ').append(code);
        if (code.isEmpty() || code.charAt(0) > '3') {
          break;
        }
      }
    }
    return codes.toString();
  }

  private static String code(BufferedReader in) throws IOException {
    try {
      var line = in.readLine();
      while (line != null && line.length() > 3 && line.charAt(3) == '-') {
        line = in.readLine();
      }
      return line == null ? "" : line.substring(0, 3);
    } catch (SocketException _) {
      return "";
    }
  }
}
