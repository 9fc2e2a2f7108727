/** The demo, played with processes of its own. */
@NullMarked
package io.weir.conformance.demo;

import org.jspecify.annotations.NullMarked;
