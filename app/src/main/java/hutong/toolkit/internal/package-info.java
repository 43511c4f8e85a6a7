@NullMarked
package hutong.toolkit.internal;

import org.jspecify.annotations.NullMarked;
