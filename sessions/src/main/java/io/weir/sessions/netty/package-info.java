/** The edge: sockets on Netty, frames cut from bytes, bounded buffers, and nothing that decides. */
@NullMarked
package io.weir.sessions.netty;

import org.jspecify.annotations.NullMarked;
