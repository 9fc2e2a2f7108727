/** The command line: one class for each command, and what they share. */
@NullMarked
package io.weir.gateway.cli;

import org.jspecify.annotations.NullMarked;
