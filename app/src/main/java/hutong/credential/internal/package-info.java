@NullMarked
package hutong.credential.internal;

import org.jspecify.annotations.NullMarked;
