package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A candidate as a module of this build, with a class path of its own.
 *
 * @param id the module's folder, and how the candidate is named in options
 * @param title how it is named in tables
 * @param library the artifact that it is about
 */
public record CandidateModule(String id, String title, String library) {

    /** The least; what the others are compared with. */
    public static final CandidateModule FLOOR = new CandidateModule("floor", "floor", "vertx-core");

    /** What this is about. */
    public static final CandidateModule GLM4 = new CandidateModule("glm4", "glm4", "camel-glm4");

    /** In the order of the tables' columns. */
    public static final List<CandidateModule> ALL = List.of(
            FLOOR,
            new CandidateModule("camel-http", "camel-http + jackson", "camel-http"),
            new CandidateModule("camel-vertx-http", "camel-vertx-http", "camel-vertx-http"),
            new CandidateModule("openai-java", "openai-java in Camel", "openai-java-core"),
            new CandidateModule("langchain4j-open-ai", "langchain4j-open-ai", "langchain4j-open-ai"),
            new CandidateModule("langchain4j-zhipu-ai", "langchain4j zhipu", "langchain4j-community-zhipu-ai"),
            new CandidateModule("zai-sdk", "zai-sdk", "zai-sdk"),
            GLM4);

    /** The class path of a process of this candidate. */
    String classPath(BenchmarkFolder folder) throws IOException {
        return classes(folder).classPath();
    }

    /** What an application needs that uses the candidate: all but the classes of this benchmark. */
    public List<Path> libraries(BenchmarkFolder folder) throws IOException {
        return classes(folder).dependencies().stream()
                .filter(path -> !path.startsWith(folder.root()))
                .toList();
    }

    private ModuleClasses classes(BenchmarkFolder folder) {
        return new ModuleClasses(folder.root().resolve("candidates").resolve(id));
    }
}
