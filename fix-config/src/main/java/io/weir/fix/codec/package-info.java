/** The bytes of FIX messages: frames cut, fields indexed in place, messages written with running length and checksum. */
@NullMarked
package io.weir.fix.codec;

import org.jspecify.annotations.NullMarked;
