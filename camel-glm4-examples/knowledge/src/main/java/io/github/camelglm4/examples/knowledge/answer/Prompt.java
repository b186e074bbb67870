package io.github.camelglm4.examples.knowledge.answer;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** The message for the model: the numbered passages, then the question. */
public final class Prompt {
    private Prompt() {}

    /** @param passages best first; the first one has the number 1 */
    public static String of(@Variable("question") String question, @Body List<Map<String, Object>> passages) {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < passages.size(); i++) {
            prompt.append('[')
                    .append(i + 1)
                    .append("] ")
                    .append(passages.get(i).get("text"))
                    .append("\n\n");
        }
        return prompt.append(question).toString();
    }
}
