/// Measurements, each beside the physical limit of the same run.
@NullMarked
package hutong.bench;

import org.jspecify.annotations.NullMarked;
