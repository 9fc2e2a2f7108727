/** A small order management system: what a person or a script asks becomes FIX orders to a gateway, and its reports orders' states. */
@NullMarked
package io.weir.gateway.oms;

import org.jspecify.annotations.NullMarked;
