package io.github.camelglm4.chat;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Removes what parsers of chat templates leave around names and ids of tool calls: white space, tokens such as
 * {@code <|tool_call_begin|>} or {@code </tool_call>}, namespaces such as {@code functions.} or {@code default_api:},
 * and the number of the call. Pure; linear in the length of the text.
 */
final class CallNoise {

    /** A longer text is not a name with noise around it. */
    private static final int LONGEST = 512;

    private static final String SEPARATORS = ".:/=";

    private static final Pattern LEADING_TOKENS = Pattern.compile("(?:\\s|<[^<>]*>)++");
    private static final Pattern CALL_NUMBER = Pattern.compile(":\\d{1,9}\\z");

    private CallNoise() {}

    /**
     * Finds the offered function that the model means.
     *
     * @return one of the offered names; if none matches, the name without surrounding white space
     */
    static String name(String written, Set<String> offered) {
        if (offered.contains(written)) {
            return written;
        }
        String trimmed = trimmed(written);
        if (offered.contains(trimmed) || trimmed.length() > LONGEST) {
            return trimmed;
        }
        String bare = withoutTokens(trimmed);
        String unnumbered = CALL_NUMBER.matcher(bare).replaceFirst("");
        for (String name : List.of(bare, word(bare), unnumbered, word(unnumbered), word(trimmed))) {
            String found = offered.contains(name) ? name : withoutNamespace(name, offered);
            if (found != null) {
                return found;
            }
        }
        return trimmed;
    }

    /** Returns the id without surrounding white space and tokens; unchanged if nothing else is left. */
    static String withoutNoise(String id) {
        String trimmed = trimmed(id);
        String bare = trimmed.length() > LONGEST ? trimmed : withoutTokens(trimmed);
        return bare.isEmpty() ? id : bare;
    }

    /**
     * Returns the offered function after the last separator; null if there is none, or if the namespace is an offered
     * function too.
     */
    private static String withoutNamespace(String name, Set<String> offered) {
        int separator = SEPARATORS.chars().map(name::lastIndexOf).max().getAsInt();
        if (separator < 0 || offered.contains(word(name.substring(0, separator)))) {
            return null;
        }
        String last = name.substring(separator + 1);
        return offered.contains(last) ? last : offered.contains(word(last)) ? word(last) : null;
    }

    /** A function name contains no angle bracket: text from one on belongs to a token. */
    private static String withoutTokens(String text) {
        var leading = LEADING_TOKENS.matcher(text);
        String rest = leading.lookingAt() ? text.substring(leading.end()) : text;
        int token = rest.indexOf('<');
        return trimmed(token < 0 ? rest : rest.substring(0, token));
    }

    private static String trimmed(String text) {
        return between(
                text,
                c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    /** Removes surrounding quotes, parentheses, underscores and the like. */
    private static String word(String text) {
        return between(text, c -> !Character.isLetterOrDigit(c));
    }

    private static String between(String text, IntPredicate noise) {
        int start = 0;
        int end = text.length();
        while (start < end && noise.test(text.charAt(start))) {
            start++;
        }
        while (end > start && noise.test(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
