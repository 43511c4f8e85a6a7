package hutong.identity.internal;

/// All that the template `identity/link` may know. Public because templates are compiled apart.
public record LinkPage(String token) {}
