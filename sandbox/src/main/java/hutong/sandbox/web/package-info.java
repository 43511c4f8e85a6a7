/// What every part stands on: a small router over the JDK's own server, pages that escape by
/// themselves, a journal that survives `kill -9`, and faults on command.
@NullMarked
package hutong.sandbox.web;

import org.jspecify.annotations.NullMarked;
