/// The daily files in which the rails say what they moved, and the lies they can be told to tell.
@NullMarked
package hutong.sandbox.settlement;

import org.jspecify.annotations.NullMarked;
