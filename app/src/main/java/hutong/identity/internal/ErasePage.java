package hutong.identity.internal;

/// All that the template `identity/erase` may know. Public because templates are compiled apart.
///
/// @param fault whether the word was not typed as asked
public record ErasePage(boolean fault) {}
