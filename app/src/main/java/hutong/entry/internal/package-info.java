@NullMarked
package hutong.entry.internal;

import org.jspecify.annotations.NullMarked;
