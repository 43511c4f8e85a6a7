@NullMarked
package hutong.partners.internal;

import org.jspecify.annotations.NullMarked;
