/** Load runs and microbenchmarks: how fast Weir is, beside what others do on the same work. */
@NullMarked
package io.weir.bench;

import org.jspecify.annotations.NullMarked;
