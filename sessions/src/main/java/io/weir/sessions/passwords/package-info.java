/** The passwords of those who log on to us: kept as hashes in a file, checked on a thread of their own. */
@NullMarked
package io.weir.sessions.passwords;

import org.jspecify.annotations.NullMarked;
