package hutong.database.internal;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/// A PostgreSQL of our own on the loopback address: durable (fsync on, checksums), with a password,
/// for root and for ordinary users. A server orphaned by a killed node is stopped first.
final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String VERSION = "18.6";
  private static final String NOBODY = "65534";
  private static final List<String> UNSHARE = List.of("unshare", "-U", "--");
  private static final List<String> SETPRIV =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;
  private static final int BETWEEN_STARTS_SECONDS = 2;

  private final Path home;
  private final Path data;
  private final List<String> asAnotherUser;
  private final String password;
  private final int port;
  private final Object life = new Object();
  private volatile Process server;
  private boolean closed;

  EmbeddedPostgres(Path binaries, Path data) throws IOException {
    this.data = data.toAbsolutePath();
    home = unpack(binaries.toAbsolutePath());
    asAnotherUser = asAnotherUser();
    password = initialise();
    stopOrphan();
    port = freePort();
    server = start();
    awaitReady();
    Thread.ofVirtual().name("database watch").start(this::watch);
  }

  /// A database that was killed comes back by itself, on the same port, with all that it promised.
  private void watch() {
    try {
      while (true) {
        server.waitFor();
        synchronized (life) {
          if (closed) {
            return;
          }
          LOG.warn("the database server ended unexpectedly; starting it again");
          Files.deleteIfExists(data.resolve("postmaster.pid"));
          server = start();
        }
        awaitReadyAgain();
      }
    } catch (IOException e) {
      LOG.error("the database server cannot be started again: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A disk that is full stays full for a while: tried again until it works.
  private void awaitReadyAgain() throws InterruptedException {
    try {
      awaitReady();
    } catch (IOException notYet) {
      LOG.error("the database server does not come back yet: {}", notYet.getMessage());
      TimeUnit.SECONDS.sleep(BETWEEN_STARTS_SECONDS);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String username() {
    return "hutong";
  }

  String password() {
    return password;
  }

  private static synchronized Path unpack(Path binaries) throws IOException {
    var home = binaries.resolve(VERSION);
    if (Files.exists(home.resolve("bin/postgres"))) {
      return home;
    }
    Files.createDirectories(binaries);
    var fresh = Files.createTempDirectory(binaries, "unpacking");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var packed = EmbeddedPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
      if (packed == null) {
        throw new IOException("the PostgreSQL programs are not on the class path");
      }
      extract(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed))), fresh);
    }
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException another) {
      if (!Files.exists(home.resolve("bin/postgres"))) {
        throw another;
      }
    }
    return home;
  }

  private static void extract(TarArchiveInputStream archive, Path into) throws IOException {
    for (TarArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      var target = into.resolve(entry.getName()).normalize();
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.copy(archive, target);
        if ((entry.getMode() & 0100) != 0) {
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  /// PostgreSQL refuses to run as root: how to become somebody else, if that is who we are.
  private static List<String> asAnotherUser() throws IOException {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    if (succeeds(UNSHARE, "true")) {
      return UNSHARE;
    }
    if (succeeds(SETPRIV, "true")) {
      return SETPRIV;
    }
    throw new IOException("PostgreSQL does not run as root, and neither unshare nor setpriv works");
  }

  private String initialise() throws IOException {
    var passwordFile = data.resolveSibling(data.getFileName() + ".password");
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return Files.readString(passwordFile).strip();
    }
    Files.createDirectories(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    var fresh = HexFormat.of().formatHex(random);
    Files.writeString(passwordFile, fresh + "\n");
    Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
    if (asAnotherUser.equals(SETPRIV)) {
      give(data);
      give(passwordFile);
    }
    run(
        "initdb",
        "--pgdata=" + data,
        "--username=" + username(),
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--auth=scram-sha-256",
        "--pwfile=" + passwordFile,
        "--data-checksums");
    return fresh;
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", Integer.parseInt(NOBODY), LinkOption.NOFOLLOW_LINKS);
  }

  private void stopOrphan() throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    boolean ours =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().commandLine())
            .filter(line -> line.contains(data.toString()))
            .isPresent();
    if (ours) {
      LOG.info("stopping the database server that a killed node left behind");
      run("pg_ctl", "--pgdata=" + data, "stop", "--mode=fast", "--wait");
    }
  }

  private Process start() throws IOException {
    var command = new ArrayList<>(asAnotherUser);
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    for (var setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "shared_buffers=96MB",
            "fsync=on",
            "synchronous_commit=on",
            "timezone=UTC",
            "jit=off",
            "log_min_error_statement=panic",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse")) {
      command.addAll(List.of("-c", setting));
    }
    return new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(
                data.resolveSibling(data.getFileName() + ".log").toFile()))
        .start();
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    SQLException last = null;
    while (System.nanoTime() < deadline) {
      if (!server.isAlive()) {
        throw new IOException("the database server ended with " + server.exitValue());
      }
      try {
        DriverManager.getConnection(url(), username(), password).close();
        return;
      } catch (SQLException notYet) {
        last = notYet;
        pause();
      }
    }
    throw new IOException("the database server does not answer", last);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void run(String program, String... arguments) throws IOException {
    var command = new ArrayList<>(asAnotherUser);
    command.add(home.resolve("bin/" + program).toString());
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).start();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (await(process) != 0) {
      throw new IOException(program + " failed: " + output.strip());
    }
  }

  private static boolean succeeds(List<String> prefix, String program) {
    var command = new ArrayList<>(prefix);
    command.add(program);
    try {
      return await(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start())
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Fast shutdown: open transactions end, everything acknowledged is on disk already.
  @Override
  public void close() {
    synchronized (life) {
      closed = true;
    }
    if (!server.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (IOException e) {
      server.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.destroy();
    }
  }
}
