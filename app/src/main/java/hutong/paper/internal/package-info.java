@NullMarked
package hutong.paper.internal;

import org.jspecify.annotations.NullMarked;
