@NullMarked
package hutong.language.internal;

import org.jspecify.annotations.NullMarked;
