package hutong.rules;

/// Where a row stands written.
public record Source(String id, String title, String url) {}
