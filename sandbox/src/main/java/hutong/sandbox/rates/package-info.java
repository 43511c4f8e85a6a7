/// Exchange rates in the form in which the European Central Bank publishes its own.
@NullMarked
package hutong.sandbox.rates;

import org.jspecify.annotations.NullMarked;
