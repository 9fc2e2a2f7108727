package io.weir.conformance.offenders.left;

import io.weir.conformance.offenders.right.Right;

/** One of two that call each other. */
public record Left(Right other) {}
