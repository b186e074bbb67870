package io.github.camelglm4.testing.batch;

/** Ways of the service that differ from its documentation, or between two documents of it. */
public enum Quirk {
    /** {@code request_counts} is an integer, with {@code total}, {@code completed} and {@code failed} beside it. */
    COUNTS_AS_NUMBERS,
    /** A batch has no counts at all. */
    NO_COUNTS,
    /** Times are milliseconds since 1970, not seconds. */
    MILLISECONDS,
    /** The id of a file that does not exist is {@code ""}, not null. */
    EMPTY_IDS,
    /** The field of a file that does not exist is absent, not null. */
    ABSENT_IDS,
    /** A file has its name in {@code fileName}, and an empty {@code filename}. */
    FILE_NAME,
    /** {@code completion_window} is absent. */
    NO_COMPLETION_WINDOW,
    /** Lines that failed are in the output file. There is no error file. */
    FAILURES_IN_OUTPUT,
    /** A line that failed has {@code error} with code and message, and {@code response} is null. */
    ERROR_OBJECTS,
    /** The business code of a failed line is a number. */
    NUMERIC_CODES,
    /** The last line of a file of results does not end with a line feed. */
    NO_LAST_LINE_FEED,
    /** Lines of results end with carriage return and line feed, and empty lines are between them. */
    CRLF_AND_EMPTY_LINES,
    /** Each result is in its file twice. */
    RESULTS_TWICE,
    /** A status code of a result is a text. */
    STATUS_CODE_AS_TEXT,
    /** The list of batches has no {@code has_more} and no {@code last_id}. */
    BARE_PAGES
}
