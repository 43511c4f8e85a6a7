package hutong.web.internal;

/// @param back where the reader came from
public record ReadingPage(String back) {}
