package io.github.camelglm4.schema;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A regular expression of a schema, for texts that a model writes. The time of some expressions doubles with each
 * character ({@code ^(a+)+$}). Therefore the number of characters that all expressions of one check read is limited, by
 * a number that only grows with the length of the texts. Thread-safe.
 */
final class BoundedPattern {

    private static final long MOST_STEPS = 2_000_000;
    private static final long STEPS_EACH_CHARACTER = 100;

    private static final ThreadLocal<Steps> STEPS = new ThreadLocal<>();

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws java.util.regex.PatternSyntaxException if it is not a regular expression */
    static BoundedPattern of(String expression) {
        return new BoundedPattern(Pattern.compile(expression));
    }

    /** Runs a check whose expressions share one limit; they throw {@link TooManySteps} if it is exceeded. */
    static <T> T within(Supplier<T> check) {
        STEPS.set(new Steps());
        try {
            return check.get();
        } finally {
            STEPS.remove();
        }
    }

    /** Whether the text contains a match. Only called {@link #within} a check. */
    boolean matches(String text) {
        Steps steps = STEPS.get();
        steps.left += STEPS_EACH_CHARACTER * text.length();
        try {
            return pattern.matcher(new CountedText(text, steps)).find();
        } catch (StackOverflowError e) {
            // an expression can recurse once for each character
            throw new TooManySteps();
        }
    }

    /** Thrown if a check takes more work than its value allows. */
    static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    private static final class Steps {

        private long left = MOST_STEPS;
    }

    private record CountedText(CharSequence text, Steps steps) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps.left < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
