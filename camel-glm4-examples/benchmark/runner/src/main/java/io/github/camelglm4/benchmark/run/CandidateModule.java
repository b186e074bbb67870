package io.github.camelglm4.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A candidate: a module of this build with its own class path.
 *
 * @param id folder of the module, and name of the candidate in options
 * @param title name in tables
 * @param library artifact of the measured library
 */
public record CandidateModule(String id, String title, String library) {

    /** The minimal cost, with which the others are compared. */
    public static final CandidateModule FLOOR = new CandidateModule("floor", "floor", "vertx-core");

    /** The component of this project. */
    public static final CandidateModule GLM4 = new CandidateModule("glm4", "glm4", "camel-glm4");

    /** In the order of the columns of the tables. */
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
    public String classPath(BenchmarkFolder folder) throws IOException {
        return classes(folder).classPath();
    }

    /** The libraries of an application with the candidate: all except the classes of this benchmark. */
    public List<Path> libraries(BenchmarkFolder folder) throws IOException {
        return classes(folder).dependencies().stream()
                .filter(path -> !path.startsWith(folder.root()))
                .toList();
    }

    private ModuleClasses classes(BenchmarkFolder folder) {
        return new ModuleClasses(folder.root().resolve("candidates").resolve(id));
    }
}
