package io.weir.gateway.audit;

/**
 * A place where a journal breaks a rule.
 *
 * @param rule the rule's sentence
 * @param position of the record, a byte offset over all segments
 * @param utcNanos of the record, since the epoch
 * @param what is wrong
 */
public record Finding(String rule, long position, long utcNanos, String what) {}
