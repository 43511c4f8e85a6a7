/// Where one makes a part of the world slow, wrong or dead.
@NullMarked
package hutong.sandbox.control;

import org.jspecify.annotations.NullMarked;
