package io.github.camelglm4.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What glm4 is to reach.
 *
 * @param upper whether less is better
 * @param bound in the row's unit, or in multiples of the floor's figure
 * @param timesFloor whether the bound is a multiple of the floor's figure
 * @param aheadOfOthers whether glm4 is to be better than each of the others, the floor aside
 */
public record Target(boolean upper, double bound, boolean timesFloor, boolean aheadOfOthers) {

    public static Target atMost(double bound) {
        return new Target(true, bound, false, false);
    }

    public static Target atLeast(double bound) {
        return new Target(false, bound, false, false);
    }

    public static Target atMostTimesFloor(double factor) {
        return new Target(true, factor, true, false);
    }

    public static Target atLeastTimesFloor(double factor) {
        return new Target(false, factor, true, false);
    }

    public Target andAheadOfOthers() {
        return new Target(upper, bound, timesFloor, true);
    }

    /**
     * Whether it is met.
     *
     * @param value glm4's
     * @param floor the floor's, where it was measured
     * @param others the other candidates' figures
     */
    public boolean isMet(double value, OptionalDouble floor, List<Double> others) {
        if (timesFloor && floor.isEmpty()) {
            return false;
        }
        double limit = timesFloor ? bound * floor.getAsDouble() : bound;
        return isBetterOrEqual(value, limit)
                && (!aheadOfOthers || others.stream().allMatch(o -> isBetterOrEqual(value, o)));
    }

    private boolean isBetterOrEqual(double value, double limit) {
        return upper ? value <= limit : value >= limit;
    }

    public String text(Unit unit) {
        String limit = timesFloor ? String.format(Locale.ROOT, "%.2f", bound) + " x floor" : unit.format(bound);
        return (upper ? "≤ " : "≥ ") + limit + (aheadOfOthers ? ", ahead of all" : "");
    }
}
