/// The operations on travel documents as plain maps, for the partner toolkit and the probe.
@NullMarked
package hutong.mrtd.probe;

import org.jspecify.annotations.NullMarked;
