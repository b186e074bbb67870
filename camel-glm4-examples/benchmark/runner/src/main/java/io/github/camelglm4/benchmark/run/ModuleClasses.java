package io.github.camelglm4.benchmark.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the build made of a module.
 *
 * @param folder of the module
 */
record ModuleClasses(Path folder) {

    /** Its own classes and all that they need. */
    String classPath() throws IOException {
        return Stream.concat(Stream.of(folder.resolve("target/classes")), dependencies().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** As Maven resolved them for this module alone. */
    List<Path> dependencies() throws IOException {
        String list = Files.readString(folder.resolve("target/classpath"));
        return Stream.of(list.trim().split(File.pathSeparator)).map(Path::of).toList();
    }
}
