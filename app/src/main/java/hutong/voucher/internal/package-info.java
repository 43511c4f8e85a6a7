@NullMarked
package hutong.voucher.internal;

import org.jspecify.annotations.NullMarked;
