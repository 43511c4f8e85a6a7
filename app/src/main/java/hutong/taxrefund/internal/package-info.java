@NullMarked
package hutong.taxrefund.internal;

import org.jspecify.annotations.NullMarked;
