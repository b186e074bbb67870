package io.github.camelglm4.benchmark.run;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where things are in the checkout.
 *
 * @param root the folder of the benchmark's modules
 */
public record BenchmarkFolder(Path root) {

    /** The one that this class was built in. */
    public static BenchmarkFolder ofThisBuild() {
        try {
            Path here = Path.of(BenchmarkFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // runner/target/classes, or runner/target/benchmark.jar
            return new BenchmarkFolder(here.getParent().getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Results and logs of a run. */
    public Path output() {
        return root.resolve("runner/target/benchmark");
    }

    /** The project's documentation. */
    public Path docs() {
        return root.resolve("../../docs").normalize();
    }
}
