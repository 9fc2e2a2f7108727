/** The whole of Weir at work in a minute: gateway and paper broker as processes, and an OMS that plays a script and checks it. */
@NullMarked
package io.weir.gateway.demo;

import org.jspecify.annotations.NullMarked;
