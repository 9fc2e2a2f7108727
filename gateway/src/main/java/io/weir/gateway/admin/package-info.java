/** The operator's door: a Unix socket where people's commands come as lines of JSON, and the client that knocks there. */
@NullMarked
package io.weir.gateway.admin;

import org.jspecify.annotations.NullMarked;
