package io.github.camelglm4.benchmark.run;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The folders of the benchmark in the checkout.
 *
 * @param root folder of the modules of the benchmark
 */
public record BenchmarkFolder(Path root) {

    /** The folder in which this class was built. */
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

    /** Folder of the results and logs of a run. */
    public Path output() {
        return root.resolve("runner/target/benchmark");
    }

    /** Folder of the documentation of the project. */
    public Path docs() {
        return root.resolve("../../docs").normalize();
    }
}
