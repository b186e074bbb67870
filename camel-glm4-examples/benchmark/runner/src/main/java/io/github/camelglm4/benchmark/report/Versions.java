package io.github.camelglm4.benchmark.report;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.CandidateModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The measured versions, read from the class paths. */
final class Versions {

    private final BenchmarkFolder folder;

    Versions(BenchmarkFolder folder) {
        this.folder = folder;
    }

    String markdown() throws IOException {
        List<String> versions = new ArrayList<>();
        versions.add("Camel " + of(CandidateModule.GLM4, "camel-api"));
        for (CandidateModule candidate : CandidateModule.ALL) {
            versions.add(candidate.library() + " " + of(candidate, candidate.library()));
        }
        return "Versions: " + String.join(", ", versions) + ".\n";
    }

    private String of(CandidateModule candidate, String artifact) throws IOException {
        String jar = artifact + "-\\d.*\\.jar";
        return candidate.libraries(folder).stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.matches(jar))
                .map(name -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
                .findFirst()
                .orElse("of this build");
    }
}
