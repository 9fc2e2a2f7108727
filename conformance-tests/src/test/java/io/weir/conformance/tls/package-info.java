/** Sessions over TLS with an unmodified QuickFIX/J on the other side. */
@NullMarked
package io.weir.conformance.tls;

import org.jspecify.annotations.NullMarked;
