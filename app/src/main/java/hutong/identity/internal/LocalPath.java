package hutong.identity.internal;

import org.jspecify.annotations.Nullable;

/// Where to go after signing in: only ever a page of ours.
final class LocalPath {

  /// The wish if it is a plain path of ours, else the fallback.
  static String of(@Nullable String wish, String fallback) {
    boolean ours =
        wish != null
            && wish.length() <= IdentityLimits.NEXT_PATH
            && wish.matches("/([A-Za-z0-9._~?&=%+,:@-][A-Za-z0-9._~?&=%+,:@/-]*)?");
    return ours ? String.valueOf(wish) : fallback;
  }

  private LocalPath() {}
}
