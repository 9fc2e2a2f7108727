/** The settings of a gateway, read once from its files into immutable records. */
@NullMarked
package io.weir.fix.settings;

import org.jspecify.annotations.NullMarked;
