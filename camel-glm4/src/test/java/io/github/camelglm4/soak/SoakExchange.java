package io.github.camelglm4.soak;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One exchange of the soak test, as its question describes it to the service. The seed and its number determine all of
 * it.
 *
 * @param fault null for none
 * @param firstFail the request of the exchange, 1 and up, that meets the fault first
 * @param lastFail the last one that does
 */
record SoakExchange(long number, SoakKind kind, SoakFault fault, int firstFail, int lastFail) {

    private static final Pattern QUESTION = Pattern.compile("soak (\\d+) (\\w+) (\\w+) (\\d+) (\\d+)");
    private static final int FAULT_EVERY = 3;

    static SoakExchange of(long seed, long number) {
        // not a Random: those of neighboring seeds begin alike
        SplittableRandom random = new SplittableRandom(seed ^ number << 32);
        SoakKind kind = SoakKind.values()[random.nextInt(SoakKind.values().length)];
        SoakFault fault = number % FAULT_EVERY == 0 ? SoakFault.any(random, kind) : null;
        int firstFail = 1 + random.nextInt(2);
        return new SoakExchange(number, kind, fault, firstFail, firstFail + random.nextInt(4));
    }

    String question() {
        return "soak " + number + " " + kind + " " + (fault == null ? "FINE" : fault) + " " + firstFail + " "
                + lastFail;
    }

    /** Reads the text of {@link #question}; null for any other text. */
    static SoakExchange parse(String question) {
        Matcher matcher = QUESTION.matcher(question);
        if (!matcher.matches()) {
            return null;
        }
        return new SoakExchange(
                Long.parseLong(matcher.group(1)),
                SoakKind.valueOf(matcher.group(2)),
                matcher.group(3).equals("FINE") ? null : SoakFault.valueOf(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)));
    }

    boolean fails(int request) {
        return fault != null && request >= firstFail && request <= lastFail;
    }

    boolean failsInOwnRoute() {
        return fault == SoakFault.OWN_ROUTE;
    }

    String answer() {
        return "答案 " + number + " of many words";
    }
}
