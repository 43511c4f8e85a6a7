/// A counter's program: opens a passport's chip with what is printed on its page, reads its files,
/// lets the platform question the chip, and hands everything over.
///
/// It decides nothing. The platform makes the challenge and judges the answer, so a reader that
/// was tampered with can at most fail.
@NullMarked
package hutong.reader;

import org.jspecify.annotations.NullMarked;
