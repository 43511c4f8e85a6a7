package hutong.toolkit.internal;

import java.util.List;

/// Every operation with a command that calls it.
public record DevelopersPage(List<Call> calls) {

  public DevelopersPage {
    calls = List.copyOf(calls);
  }

  public record Call(String name, String curl) {}
}
