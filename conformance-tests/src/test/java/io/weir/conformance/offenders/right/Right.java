package io.weir.conformance.offenders.right;

import io.weir.conformance.offenders.left.Left;

/** One of two that call each other. */
public record Right(Left other) {}
