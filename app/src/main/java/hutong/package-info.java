/// The platform: one modular monolith.
@NullMarked
package hutong;

import org.jspecify.annotations.NullMarked;
