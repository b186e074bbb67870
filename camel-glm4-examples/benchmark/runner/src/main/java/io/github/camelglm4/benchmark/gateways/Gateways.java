package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import java.util.List;

/** The gateways that are compared. */
public final class Gateways {

    /** The id of the figures without a gateway. */
    public static final String DIRECT = "direct";

    public static final String NGINX = "nginx";

    /** The component without callers. */
    public static final String GLM4 = "glm4";

    /** With callers, limits in memory, and records of calls. */
    public static final String LIMITS = "glm4-limits";

    /** With limits in a database. */
    public static final String DATABASE = "glm4-database";

    private Gateways() {}

    /** In the order of the columns of the table. */
    public static List<Gateway> all(BenchmarkFolder folder) {
        return List.of(
                new Nginx(),
                new Portkey(folder),
                new ServedModel(folder, GLM4, "glm4", "PLAIN"),
                new ServedModel(folder, LIMITS, "glm4, limits and records", "LIMITS"),
                new ServedModel(folder, DATABASE, "glm4, limits in H2", "DATABASE"));
    }
}
