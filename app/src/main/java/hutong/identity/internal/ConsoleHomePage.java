package hutong.identity.internal;

import hutong.web.Choice;
import hutong.web.ConsoleEntry;
import java.util.List;

/// All that the template `identity/console` may know. Public because templates are compiled apart.
///
/// @param readsOnly true for an auditor
public record ConsoleHomePage(List<Choice> places, List<ConsoleEntry> entries, boolean readsOnly) {}
