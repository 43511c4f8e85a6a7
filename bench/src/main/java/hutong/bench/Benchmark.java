package hutong.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One `./hutong bench NAME`.
interface Benchmark {

  String name();

  /// Measures ours and the limit in one run. `root` is the project's own folder.
  List<Figure> measure(Path root) throws IOException, InterruptedException;
}
