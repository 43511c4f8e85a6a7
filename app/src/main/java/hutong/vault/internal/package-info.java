@NullMarked
package hutong.vault.internal;

import org.jspecify.annotations.NullMarked;
