/** The command line: one class for each command of {@code ./weir}. */
@NullMarked
package io.weir.gateway.cli;

import org.jspecify.annotations.NullMarked;
