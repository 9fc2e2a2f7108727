/** The journal for people: its records as lines, and the log files of each session that certification desks ask for. */
@NullMarked
package io.weir.gateway.fixlog;

import org.jspecify.annotations.NullMarked;
