/// Whether two writings can be the name of one person, and how one name is written where.
///
/// Front doors: [NameMatch] compares, [NameForms] writes. Both are pure functions: the same two
/// names get the same answer with the same reasons, on every machine. No name is guessed by
/// likeness of letters; whatever makes two writings agree is a convention with a name
/// ([NameConvention]).
@NullMarked
package hutong.names;

import org.jspecify.annotations.NullMarked;
