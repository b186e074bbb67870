package io.github.camelglm4.examples.bulk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The command: runs the whole example, and exits with 0 if every text has a result or is a dead letter. */
public final class Bulk {
    private Bulk() {}

    public static void main(String[] args) throws URISyntaxException {
        // The texts are in several languages, which the default charset of the console may not support
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(args, out));
    }

    private static int run(String[] args, PrintStream out) throws URISyntaxException {
        try {
            Console console = new Console(out, Terminal.of(System.getenv()));
            return new Run(Options.of(args), System.getenv(), target(), console).run();
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return 2;
        }
    }

    /** The folder of the jar: independent of the working directory. */
    static Path target() throws URISyntaxException {
        return Path.of(Bulk.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }
}
