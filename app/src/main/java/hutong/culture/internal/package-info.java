@NullMarked
package hutong.culture.internal;

import org.jspecify.annotations.NullMarked;
