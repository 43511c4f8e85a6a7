package hutong.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What it costs to check who somebody is, beside the bare signatures in it.
final class IdentityBench implements Benchmark {

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public List<Figure> measure(Path root) throws IOException, InterruptedException {
    var figures = new ArrayList<>(ChipBench.measure());
    figures.addAll(CredentialFigures.measure());
    return figures;
  }
}
