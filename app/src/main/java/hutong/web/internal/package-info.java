@NullMarked
package hutong.web.internal;

import org.jspecify.annotations.NullMarked;
