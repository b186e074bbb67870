package io.github.camelglm4.examples.offline.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Named lists of words, read from a JSON file: {@code {"name": ["word", ...], ...}}. */
public final class WordLists {
    private final Map<String, List<Pattern>> lists = new LinkedHashMap<>();

    /** @param file name of the resource beside the class */
    public WordLists(Class<?> owner, String file) {
        read(owner, file)
                .forEach((name, words) ->
                        lists.put(name, words.stream().map(WordLists::pattern).toList()));
    }

    /** The words of each list, in the order of the file. */
    public Map<String, List<Pattern>> lists() {
        return lists;
    }

    /** Western words match at the start of a word: "refund" matches "refunded", but "log" does not match "catalog". */
    public static Pattern pattern(String word) {
        String start = Tokens.isCjk(word.codePointAt(0)) ? "" : "(?<!\\p{L})";
        return Pattern.compile(start + Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Map<String, List<String>> read(Class<?> owner, String file) {
        try (InputStream json = owner.getResourceAsStream(file)) {
            return new JsonMapper().readValue(json, new TypeReference<LinkedHashMap<String, List<String>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
