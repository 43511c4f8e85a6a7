@NullMarked
package hutong.settlement.internal;

import org.jspecify.annotations.NullMarked;
