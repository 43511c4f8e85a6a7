@NullMarked
package hutong.audit.internal;

import org.jspecify.annotations.NullMarked;
