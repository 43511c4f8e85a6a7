@NullMarked
package hutong.notice.internal;

import org.jspecify.annotations.NullMarked;
