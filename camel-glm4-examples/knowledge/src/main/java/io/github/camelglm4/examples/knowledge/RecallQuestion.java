package io.github.camelglm4.examples.knowledge;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A question whose answer is known: a line of the file of questions.
 *
 * @param file the document with the answer
 * @param answer words that only the right passage of this document contains
 */
record RecallQuestion(String language, String file, String answer, String question) {
    /** Reads a file with a JSON object in each line. */
    static List<RecallQuestion> read(Path file) throws IOException {
        try (MappingIterator<RecallQuestion> lines =
                new JsonMapper().readerFor(RecallQuestion.class).readValues(file.toFile())) {
            return lines.readAll();
        }
    }

    boolean isAnsweredBy(Map<String, Object> passage) {
        return file.equals(passage.get("file")) && ((String) passage.get("text")).contains(answer);
    }

    /** The place of the right passage, from 1; 0 if it is not among them. */
    int rank(List<Map<String, Object>> passages) {
        return IntStream.range(0, passages.size())
                        .filter(index -> isAnsweredBy(passages.get(index)))
                        .findFirst()
                        .orElse(-1)
                + 1;
    }
}
