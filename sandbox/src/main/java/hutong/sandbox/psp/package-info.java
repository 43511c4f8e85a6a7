/// A card processor, spoken to as one speaks to Stripe: forms in, objects out, a card page of its
/// own with the bank's challenge, and signed notices of what happened.
@NullMarked
package hutong.sandbox.psp;

import org.jspecify.annotations.NullMarked;
