@NullMarked
package hutong.database.internal;

import org.jspecify.annotations.NullMarked;
