/** How a parent order becomes children: the algos, what they see, and the parameters that they take. */
@NullMarked
package io.weir.algo;

import org.jspecify.annotations.NullMarked;
