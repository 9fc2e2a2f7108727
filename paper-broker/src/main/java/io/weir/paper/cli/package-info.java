/** The paper broker at the prompt. */
@NullMarked
package io.weir.paper.cli;

import org.jspecify.annotations.NullMarked;
