package io.github.camelglm4.examples.knowledge.answer;

import java.util.Map;

/**
 * A passage that an answer cites.
 *
 * @param number its number in the prompt and in the answer
 * @param place file and first line, such as {@code documents/en/travel.md:12}
 * @param text the passage
 */
public record Source(int number, String place, String text) {
    static Source of(int number, Map<String, Object> passage) {
        return new Source(number, passage.get("file") + ":" + passage.get("line"), (String) passage.get("text"));
    }
}
