/// Travel documents: machine-readable zones, chip files, passive authentication, identity numbers
// (ICAO Doc 9303).
@NullMarked
package hutong.mrtd;

import org.jspecify.annotations.NullMarked;
