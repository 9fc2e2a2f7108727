/** Runs that push the edge: long resends, storms of logons, connections that never say who they are, slow readers. */
@NullMarked
package io.weir.bench.stress;

import org.jspecify.annotations.NullMarked;
