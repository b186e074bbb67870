package io.github.camelglm4.benchmark.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The build output of a module.
 *
 * @param folder folder of the module
 */
public record ModuleClasses(Path folder) {

    /** The classes of the module and its dependencies. */
    public String classPath() throws IOException {
        return Stream.concat(Stream.of(folder.resolve("target/classes")), dependencies().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The dependencies, as resolved by Maven for this module. */
    List<Path> dependencies() throws IOException {
        String list = Files.readString(folder.resolve("target/classpath"));
        return Stream.of(list.trim().split(File.pathSeparator)).map(Path::of).toList();
    }
}
