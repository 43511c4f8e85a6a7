@NullMarked
package hutong.command.internal;

import org.jspecify.annotations.NullMarked;
