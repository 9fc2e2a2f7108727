/** What must hold in a journal, checked from its records alone, by code that shares nothing with what wrote them; and its hash chain. */
@NullMarked
package io.weir.gateway.audit;

import org.jspecify.annotations.NullMarked;
