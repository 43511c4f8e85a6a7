/// The world outside the platform, for trying and testing: nothing in it is real.
@NullMarked
package hutong.sandbox;

import org.jspecify.annotations.NullMarked;
