@NullMarked
package hutong.ledger.internal;

import org.jspecify.annotations.NullMarked;
