package io.weir.risk;

/** What came of a request to release a kill. */
public enum ReleaseStep {
    /** Nothing is engaged in that scope. */
    NOT_ENGAGED,
    /** The first request is recorded; another principal must ask too. */
    FIRST_OF_TWO,
    /** The principal who asked first asked again; nothing changed. */
    SAME_ACTOR,
    /** Two different principals asked: orders pass again. */
    RELEASED
}
