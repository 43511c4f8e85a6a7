package hutong.identity.internal;

import hutong.web.FieldError;
import java.util.List;

/// All that the template `identity/new-person` may know. Public because templates are compiled
/// apart.
public record NewPersonPage(String name, String relation, List<FieldError> faults) {}
