package io.weir.paper.cli;

/** What was asked for cannot be; one line for the person who asked. */
final class PaperUsageException extends Exception {
    PaperUsageException(String message) {
        super(message);
    }
}
