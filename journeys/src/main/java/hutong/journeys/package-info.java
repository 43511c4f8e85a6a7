/// The first day in China, played through public interfaces only.
@NullMarked
package hutong.journeys;

import org.jspecify.annotations.NullMarked;
