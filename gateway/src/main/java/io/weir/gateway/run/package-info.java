/** The gateway as a process: settings read, journal replayed, sockets and doors opened, and an orderly end. */
@NullMarked
package io.weir.gateway.run;

import org.jspecify.annotations.NullMarked;
