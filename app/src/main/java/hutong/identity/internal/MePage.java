package hutong.identity.internal;

/// All that the template `identity/me` may know. Public because templates are compiled apart.
///
/// @param now the person acted for
/// @param people how many there are in all
public record MePage(PeoplePage.Person now, int people) {}
