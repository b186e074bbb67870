package io.github.camelglm4.examples.bulk.broker;

import java.io.IOException;
import java.io.InputStream;

/**
 * The process that started this one, and holds its standard input. A parent stops a child by closing the input; if the
 * parent is killed, the operating system closes it.
 */
public final class Parent {
    private Parent() {}

    /** Exits this process, with its shutdown hooks, when the parent closes the standard input or has ended. */
    public static void exitWithIt() {
        Thread watch = new Thread(Parent::awaitEnd, "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd() {
        try (InputStream input = System.in) {
            while (input.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            // the same as the end
        }
        System.exit(0);
    }
}
