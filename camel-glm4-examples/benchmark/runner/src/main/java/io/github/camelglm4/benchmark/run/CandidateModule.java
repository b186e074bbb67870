package io.github.camelglm4.benchmark.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A candidate as a module of this build, with a class path of its own.
 *
 * @param id    the module's folder, and how the candidate is named in options
 * @param title how it is named in tables
 */
public record CandidateModule(String id, String title) {

    /** The least; what the others are compared with. */
    public static final CandidateModule FLOOR = new CandidateModule("floor", "floor");

    /** What this is about. */
    public static final CandidateModule GLM4 = new CandidateModule("glm4", "glm4");

    /** In the order of the tables' columns. */
    public static final List<CandidateModule> ALL = List.of(FLOOR, GLM4);

    /** The class path of a process of this candidate. */
    String classPath(BenchmarkFolder folder) throws IOException {
        return Stream.concat(Stream.of(folder.candidate(id).resolve("target/classes")), dependencies(folder).stream())
                .map(Path::toString)
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /** What an application needs that uses the candidate: all but the classes of this benchmark. */
    List<Path> libraries(BenchmarkFolder folder) throws IOException {
        return dependencies(folder).stream()
                .filter(path -> !path.startsWith(folder.root()))
                .toList();
    }

    private List<Path> dependencies(BenchmarkFolder folder) throws IOException {
        String list = Files.readString(folder.candidate(id).resolve("target/classpath"));
        return Stream.of(list.trim().split(File.pathSeparator)).map(Path::of).toList();
    }
}
