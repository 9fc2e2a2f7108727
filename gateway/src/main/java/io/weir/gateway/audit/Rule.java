package io.weir.gateway.audit;

/** Something that must hold in a journal. */
interface Rule {
    /** What holds, in a line. */
    String sentence();

    /** Looks at the next record. */
    void look(Entry entry, Findings findings);

    /** All records were looked at. */
    default void end(Entry last, Findings findings) {}

    /** How many things it has checked so far: nothing checked is nothing proved. */
    long checked();
}
