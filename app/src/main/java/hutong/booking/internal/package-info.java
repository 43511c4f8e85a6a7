@NullMarked
package hutong.booking.internal;

import org.jspecify.annotations.NullMarked;
