@NullMarked
package hutong.presentation.internal;

import org.jspecify.annotations.NullMarked;
