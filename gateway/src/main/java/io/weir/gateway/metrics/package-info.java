/** What Prometheus reads on a local port: sessions, orders, refusals, latencies, the journal, the process. */
@NullMarked
package io.weir.gateway.metrics;

import org.jspecify.annotations.NullMarked;
