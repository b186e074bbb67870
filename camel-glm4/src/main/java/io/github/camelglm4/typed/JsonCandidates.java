package io.github.camelglm4.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelglm4.chat.Thinking;
import io.github.camelglm4.json.CountingParser;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.json.ObjectMemory;
import java.io.IOException;
import java.io.StringReader;

/**
 * Finds the JSON values in a text one by one, in code fences and in prose, but not in the thinking of a model. Text
 * that only looks like the beginning of JSON is skipped. The work is limited by the length of the text, whatever its
 * content. Not thread-safe.
 */
final class JsonCandidates {

    /** The limit for reading, in lengths of the text: a brace that does not begin JSON is read until an error. */
    private static final long MOST_PASSES = 3;

    /** The minimum cost of an attempt, in characters: the parser reads ahead, and the value is checked. */
    private static final long LEAST_COST = 1_000;

    /** The number of attempts for even a short text. */
    private static final long LEAST_ATTEMPTS = 1_000;

    /** The memory limit for the objects of one value, in bytes: enough for every value that a schema accepts. */
    private static final int MOST_MEMORY = 32 << 20;

    private final ObjectReader reader;
    private final String text;
    private final boolean lists;
    private int position;
    private int opening = -1;
    private int closing = -1;
    private long budget;
    private boolean tooLarge;

    /** @param lists whether to return lists too; otherwise only objects, including those in lists */
    JsonCandidates(ObjectReader reader, String text, boolean lists) {
        this.reader = reader;
        this.text = text;
        this.lists = lists;
        boolean thinksFirst = text.stripLeading().startsWith(Thinking.OPEN);
        this.position =
                thinksFirst ? text.length() - Thinking.split(text).text().length() : 0;
        this.budget = MOST_PASSES * text.length() + LEAST_ATTEMPTS * LEAST_COST;
    }

    /** Returns the next value; null if there is none. */
    JsonNode next() {
        while (budget > 0 && findBeginning()) {
            JsonNode value = read();
            if (value != null && !isThought()) {
                return value;
            }
        }
        return null;
    }

    /** Whether reading ended at a value that contains more values than an answer may have. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** Whether the last value is in a thinking part: then the next tag closes it. A tag inside a value is text. */
    private boolean isThought() {
        opening = next(Thinking.OPEN, opening);
        closing = next(Thinking.CLOSE, closing);
        return closing < opening;
    }

    private int next(String tag, int known) {
        int found = known >= position ? known : text.indexOf(tag, position);
        return found < 0 ? text.length() : found;
    }

    private boolean findBeginning() {
        while (position < text.length() && !isBeginning(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    private boolean isBeginning(char c) {
        return c == '{' || lists && c == '[';
    }

    private JsonNode read() {
        StringReader rest = new StringReader(text);
        try (JsonParser parser = reader.createParser(rest)) {
            rest.skip(position);
            JsonNode value = null;
            try {
                value = reader.readTree(new CountingParser(parser, ObjectMemory.within(MOST_MEMORY)));
            } catch (JsonTooLargeException tooMuch) {
                // a few characters can become a hundred bytes: the rest of such a text is not read
                budget = 0;
                tooLarge = true;
            } catch (IOException | ArithmeticException | NumberFormatException noJson) {
                // prose, or a number that no answer needs
            }
            int length = (int) parser.currentLocation().getCharOffset();
            budget -= length + LEAST_COST;
            position += value == null ? 1 : length;
            return value;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
