package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a process tells the launcher about its work, twice a second, as a line of JSON on its standard output.
 *
 * @param inFlight requests in progress
 * @param done records of the run that have a result in the database
 * @param failed records of the run that are dead letters
 * @param tokens tokens of the results
 * @param complete whether all records are in the database and in the CSV files
 * @param trouble why the process waits; null if it does not
 */
public record Report(int inFlight, long done, long failed, long tokens, boolean complete, Trouble trouble) {
    private static final JsonMapper JSON = new JsonMapper();

    public static Report ofWorker(int inFlight, Trouble trouble) {
        return new Report(inFlight, 0, 0, 0, false, trouble);
    }

    public static Report ofCollector(long done, long failed, long tokens, boolean complete) {
        return new Report(0, done, failed, tokens, complete, null);
    }

    public String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line. Empty if it is no report: libraries may print to the standard output too. */
    public static Optional<Report> of(String line) {
        try {
            return Optional.of(JSON.readValue(line, Report.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
