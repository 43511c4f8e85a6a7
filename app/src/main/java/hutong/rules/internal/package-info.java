@NullMarked
package hutong.rules.internal;

import org.jspecify.annotations.NullMarked;
