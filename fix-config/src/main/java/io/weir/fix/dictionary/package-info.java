/** The FIX 4.4 dictionary compiled to flat tables, and the check of a message against them. */
@NullMarked
package io.weir.fix.dictionary;

import org.jspecify.annotations.NullMarked;
