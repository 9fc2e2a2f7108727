/** What must hold in a journal, checked from its records alone, by code that shares nothing with what wrote them. */
@NullMarked
package io.weir.gateway.audit;

import org.jspecify.annotations.NullMarked;
