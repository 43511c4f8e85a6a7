/// The authority that takes registrations of where foreigners sleep: an interface that hotels and
/// platforms file through, and the desk of the officer who reads them.
@NullMarked
package hutong.sandbox.lodging;

import org.jspecify.annotations.NullMarked;
