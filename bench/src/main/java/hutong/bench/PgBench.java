package hutong.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The limit of durable transactions: `pgbench`'s built-in TPC-B on the very PostgreSQL the
/// platform runs on. One branch per client, so that clients do not wait for each other's row.
record PgBench(int port, String password) {

  private static final int CLIENTS = 64;
  private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

  /// Of the embedded server whose data is in this folder.
  static PgBench of(Path data) throws IOException {
    int port = Integer.parseInt(Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3));
    return new PgBench(port, Files.readString(data.resolve("postgres.password")).strip());
  }

  void prepare() throws IOException, InterruptedException {
    run("psql", "-qc", "create database pgbench", "postgres");
    run("pgbench", "-i", "-q", "-s", String.valueOf(CLIENTS), "pgbench");
  }

  /// Transactions a second.
  double rate(int seconds) throws IOException, InterruptedException {
    var clients = String.valueOf(CLIENTS);
    var said = run("pgbench", "-n", "-c", clients, "-j", "2", "-T", "" + seconds, "pgbench");
    var rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new IOException("pgbench:\n" + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /// Runs statements in the platform's own database, as its owner.
  String sql(String statements) throws IOException, InterruptedException {
    return run("psql", "-qAtv", "ON_ERROR_STOP=1", "-c", statements, "postgres").strip();
  }

  private String run(String program, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "hutong"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", password);
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(program + ":\n" + said);
    }
    return said;
  }
}
