/// A passport reader for those who have no passport at hand: it hands a chip's files to whoever
/// asked for them, over the reader protocol.
@NullMarked
package hutong.sandbox.reader;

import org.jspecify.annotations.NullMarked;
