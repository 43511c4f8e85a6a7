package hutong.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The limit of serving pages: a static server on a free port.
record Nginx(Process process, String address) implements AutoCloseable {

  private static final int TRIES = 200;
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(25);

  static Nginx start(Path work, Path site) throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var file = work.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        %4$s
        worker_processes auto;
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 100000000;
          open_file_cache max=10;
          types { text/html html; }
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server { listen 127.0.0.1:%2$d; root %3$s; }
        }
        """
            .formatted(work, port, site, user()));
    var process =
        new ProcessBuilder("nginx", "-e", work.resolve("nginx.log").toString(), "-c", "" + file)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (int i = 0; i < TRIES; i++) {
      try (var open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new Nginx(process, "http://127.0.0.1:" + open.getPort());
      } catch (IOException notYet) {
        LockSupport.parkNanos(BETWEEN);
      }
    }
    throw new IOException("nginx did not start, see " + work.resolve("nginx.log"));
  }

  /// Its workers read a folder that is ours alone.
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root;" : "";
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(TRIES, TimeUnit.SECONDS).join();
  }
}
