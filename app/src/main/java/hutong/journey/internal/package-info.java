@NullMarked
package hutong.journey.internal;

import org.jspecify.annotations.NullMarked;
