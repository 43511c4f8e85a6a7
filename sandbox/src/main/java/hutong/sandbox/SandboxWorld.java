package hutong.sandbox;

import hutong.sandbox.authority.Authority;
import hutong.sandbox.bank.Bank;
import hutong.sandbox.control.Control;
import hutong.sandbox.lodging.LodgingAuthority;
import hutong.sandbox.mail.Mailbox;
import hutong.sandbox.psp.CardProcessor;
import hutong.sandbox.rates.Rates;
import hutong.sandbox.reader.Reader;
import hutong.sandbox.settlement.SettlementFiles;
import hutong.sandbox.wallet.WalletNetwork;
import hutong.sandbox.web.Answer;
import hutong.sandbox.web.Faults;
import hutong.sandbox.web.Refused;
import hutong.sandbox.web.Request;
import hutong.sandbox.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The outside world in one process: one web port, one mail port, one folder.
public final class SandboxWorld implements AutoCloseable {

  private static final Map<String, String> ASSETS =
      Map.of("sandbox.css", "text/css; charset=utf-8", "icon.svg", "image/svg+xml");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Faults faults = new Faults();
  private final int httpPort;
  private final int smtpPort;

  private SandboxWorld(Settings settings, InstantSource clock)
      throws IOException, Settings.Unusable {
    try {
      Files.createDirectories(settings.data());
      opened(lock(settings.data()));
      var host = InetAddress.getByName(settings.host());
      // The addresses in certificates and pages name the port, so it is chosen before anything.
      int port = settings.port() == 0 ? freePort(host) : settings.port();
      var publicUrl =
          settings.publicUrl() == null
              ? "http://" + settings.host() + ":" + port
              : settings.publicUrl();
      var router = opened(new Router(faults));
      this.smtpPort = startMail(settings, clock, host, router);
      serve(router, settings.data(), clock, publicUrl);
      this.httpPort = startWeb(router, new InetSocketAddress(host, port));
    } catch (IOException | Settings.Unusable | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Starts the world; it runs until it is closed.
  public static SandboxWorld start(Settings settings, InstantSource clock)
      throws IOException, Settings.Unusable {
    return new SandboxWorld(settings, clock);
  }

  public static void main(String... arguments) throws InterruptedException {
    System.setProperty("java.awt.headless", "true");
    Logger.getLogger("").setLevel(Level.WARNING);
    try {
      var settings = Settings.parse(arguments);
      var world = start(settings, InstantSource.system());
      var ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        world.close();
                        ended.countDown();
                      }));
      System.out.println(
          "SANDBOX READY http=http://"
              + settings.host()
              + ":"
              + world.httpPort
              + " smtp="
              + world.smtpPort);
      ended.await();
    } catch (Settings.Unusable e) {
      System.err.println(e.getMessage());
      System.err.println(Settings.USAGE);
      System.exit(2);
    } catch (IOException e) {
      System.err.println("The sandbox cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  public int httpPort() {
    return httpPort;
  }

  public int smtpPort() {
    return smtpPort;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        Logger.getLogger(SandboxWorld.class.getName()).log(Level.WARNING, "While closing", e);
      }
    }
  }

  private void serve(Router router, Path data, InstantSource clock, String publicUrl) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    // Its ordinary close waits for whoever is slow to answer.
    AutoCloseable clientEnd = client::shutdownNow;
    open.push(clientEnd);
    var authority = opened(new Authority(data, clock, publicUrl));
    authority.serve(router);
    new Reader(authority.issuer(), client).serve(router);
    var rates = new Rates(clock);
    rates.serve(router);
    var wallet = opened(new WalletNetwork(data, clock, faults, rates, client, publicUrl));
    wallet.serve(router);
    var cards = opened(new CardProcessor(data, clock, faults, client, publicUrl));
    cards.serve(router);
    new SettlementFiles(wallet::moved, cards::moved, rates, clock).serve(router);
    opened(new LodgingAuthority(data, clock)).serve(router);
    opened(new Bank(data, clock)).serve(router);
    new Control(faults).serve(router);
    router
        .page("GET", "/health", request -> Answer.text(200, "well\n"))
        .page("GET", "/favicon.ico", request -> asset("icon.svg"))
        .page("GET", "/assets/{name}", SandboxWorld::asset);
    new HomePage(publicUrl, smtpPort).serve(router);
  }

  private int startMail(Settings settings, InstantSource clock, InetAddress host, Router router)
      throws IOException, Settings.Unusable {
    int port = settings.smtpPort() == 0 ? freePort(host) : settings.smtpPort();
    try (var probe = new ServerSocket(port, 1, host)) {
      // Only to say in one line that the port is taken.
      probe.setReuseAddress(true);
    } catch (BindException _) {
      throw new Settings.Unusable("The mail port " + port + " is taken; choose --smtp-port.");
    }
    var mailbox = opened(new Mailbox(settings.data(), clock, faults, host, port));
    mailbox.serve(router);
    return mailbox.start();
  }

  private static int startWeb(Router router, InetSocketAddress address)
      throws IOException, Settings.Unusable {
    try {
      return router.start(address);
    } catch (BindException _) {
      throw new Settings.Unusable(
          "The web port " + address.getPort() + " is taken; choose --port.");
    }
  }

  private static int freePort(InetAddress host) throws IOException {
    try (var socket = new ServerSocket(0, 1, host)) {
      return socket.getLocalPort();
    }
  }

  /// One world a folder: two of them would write over each other.
  private static FileChannel lock(Path data) throws IOException, Settings.Unusable {
    var channel =
        FileChannel.open(
            data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // Another world in this very process.
    }
    channel.close();
    throw new Settings.Unusable("Another sandbox already works in " + data + ".");
  }

  private static Answer asset(Request request) throws IOException {
    return asset(request.variable("name"));
  }

  private static Answer asset(String name) throws IOException {
    var type = ASSETS.get(name);
    if (type == null) {
      throw Refused.notFound("file");
    }
    try (var in = SandboxWorld.class.getResourceAsStream("/assets/" + name)) {
      if (in == null) {
        throw Refused.notFound("file");
      }
      return Answer.of(200, type, in.readAllBytes()).with("Cache-Control", "max-age=600");
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }
}
