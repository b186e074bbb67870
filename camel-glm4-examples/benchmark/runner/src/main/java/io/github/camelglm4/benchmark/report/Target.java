package io.github.camelglm4.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The target of glm4 for a figure.
 *
 * @param upper whether the bound is an upper bound: lower values are better
 * @param bound in the unit of the row, or as a multiple of the figure of the floor
 * @param timesFloor whether the bound is a multiple of the figure of the floor
 * @param aheadOfOthers whether glm4 must be better than each other candidate except the floor
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
     * Whether the target is met.
     *
     * @param value figure of glm4
     * @param floor figure of the floor, if it was measured
     * @param others figures of the other candidates
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
