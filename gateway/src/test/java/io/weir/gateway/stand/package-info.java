/** A gateway of one client and one broker to try the operator's side against. */
@org.jspecify.annotations.NullMarked
package io.weir.gateway.stand;
