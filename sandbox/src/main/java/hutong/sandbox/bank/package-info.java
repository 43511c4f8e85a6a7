/// A bank that takes payment orders and gives statements, in the messages of ISO 20022.
@NullMarked
package hutong.sandbox.bank;

import org.jspecify.annotations.NullMarked;
