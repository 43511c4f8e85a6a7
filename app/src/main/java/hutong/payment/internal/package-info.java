@NullMarked
package hutong.payment.internal;

import org.jspecify.annotations.NullMarked;
