package io.github.camelglm4.benchmark.report;

import java.util.List;

/** Colors that are distinguishable with color vision deficiency. */
final class Colors {

    static final String OWN = "#0072b2";
    static final String OTHERS = "#b5b5b5";
    static final String GRID = "#dddddd";
    static final String AXIS = "#666666";

    /** Colors of lines: glm4, the floor, and one more. */
    static final List<String> LINES = List.of(OWN, "#e69f00", "#009e73");

    private Colors() {}
}
