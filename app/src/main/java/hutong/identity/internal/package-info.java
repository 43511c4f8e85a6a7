@NullMarked
package hutong.identity.internal;

import org.jspecify.annotations.NullMarked;
