package io.github.camelglm4.testing.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes the results of a batch to an output file and an error file. A file without a line is not created. */
final class ResultFiles implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<Quirk> quirks;
    private final Result output;
    private final Result errors;

    ResultFiles(Set<Quirk> quirks, Path output, Path errors) {
        this.quirks = quirks;
        this.output = new Result(output);
        this.errors = new Result(errors);
    }

    void add(String customId, LineAnswer answer) throws IOException {
        if (answer.isNone()) {
            return;
        }
        boolean isError = answer.isFailure() && !quirks.contains(Quirk.FAILURES_IN_OUTPUT);
        Result file = isError ? errors : output;
        String line = JSON.writeValueAsString(result(customId, answer));
        file.add(line);
        if (quirks.contains(Quirk.RESULTS_TWICE)) {
            file.add(line);
        }
    }

    private Map<String, Object> result(String customId, LineAnswer answer) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", "batch_req_" + customId);
        result.put("custom_id", customId);
        if (answer.isFailure() && quirks.contains(Quirk.ERROR_OBJECTS)) {
            result.put("response", null);
            result.put("error", Map.of("code", code(answer), "message", answer.message()));
            return result;
        }
        Map<String, Object> response = new LinkedHashMap<>();
        boolean asText = quirks.contains(Quirk.STATUS_CODE_AS_TEXT);
        response.put("status_code", asText ? String.valueOf(answer.status()) : (Object) answer.status());
        response.put("request_id", "req-" + customId);
        response.put(
                "body",
                answer.isFailure()
                        ? Map.of("error", Map.of("code", code(answer), "message", answer.message()))
                        : answer.body());
        result.put("response", response);
        return result;
    }

    private Object code(LineAnswer answer) {
        return quirks.contains(Quirk.NUMERIC_CODES) ? (Object) Integer.valueOf(answer.code()) : answer.code();
    }

    boolean hasOutput() {
        return output.writer != null;
    }

    boolean hasErrors() {
        return errors.writer != null;
    }

    @Override
    public void close() throws IOException {
        output.close();
        errors.close();
    }

    private final class Result {

        private final Path path;
        private BufferedWriter writer;

        Result(Path path) {
            this.path = path;
        }

        void add(String line) throws IOException {
            boolean loose = quirks.contains(Quirk.CRLF_AND_EMPTY_LINES);
            String end = loose ? "\r\n\r\n" : "\n";
            if (writer == null) {
                writer = Files.newBufferedWriter(path);
            } else {
                writer.write(end);
            }
            writer.write(line);
        }

        void close() throws IOException {
            if (writer != null) {
                writer.write(quirks.contains(Quirk.NO_LAST_LINE_FEED) ? "" : "\n");
                writer.close();
            }
        }
    }
}
