package io.github.camelglm4.schema;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A regular expression of a schema, for texts that a model writes. Some expressions take a time that doubles with each
 * further character ({@code ^(a+)+$}). So the characters that all expressions of one check may look at are counted, and
 * bounded by a number that grows with the length of the texts alone. Thread-safe.
 */
final class BoundedPattern {

    private static final long MOST_STEPS = 2_000_000;
    private static final long STEPS_EACH_CHARACTER = 100;

    private static final ThreadLocal<Steps> STEPS = new ThreadLocal<>();

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws java.util.regex.PatternSyntaxException when it is no regular expression */
    static BoundedPattern of(String expression) {
        return new BoundedPattern(Pattern.compile(expression));
    }

    /** Runs a check whose expressions share one bound; they throw {@link TooManySteps} when it is reached. */
    static <T> T within(Supplier<T> check) {
        STEPS.set(new Steps());
        try {
            return check.get();
        } finally {
            STEPS.remove();
        }
    }

    /** Whether the expression is found in the text; only {@link #within} a check. */
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

    /** A check has made more work than its value may make. */
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
