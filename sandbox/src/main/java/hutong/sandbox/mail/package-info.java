/// A mail server that keeps every letter, and a page to read them.
@NullMarked
package hutong.sandbox.mail;

import org.jspecify.annotations.NullMarked;
