package hutong.identity.internal;

import org.jspecify.annotations.Nullable;

/// All that the template `identity/person` may know. Public because templates are compiled apart.
public record PersonPage(PeoplePage.Person person, @Nullable String fault) {}
