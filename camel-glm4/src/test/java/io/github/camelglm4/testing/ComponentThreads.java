package io.github.camelglm4.testing;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The live threads that the component has started in this JVM: those of its pool, of Vert.x and the standby thread. */
public final class ComponentThreads {

    private static final String STANDBY = "glm4 standby";
    private static final Pattern POOL = Pattern.compile("Camel \\(.*\\) thread #\\d+ - glm4");

    private ComponentThreads() {}

    /** The names of all of them, sorted. */
    public static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(ComponentThreads::isOurs)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** The current stack of each of them. */
    public static Map<Thread, StackTraceElement[]> dump() {
        Map<Thread, StackTraceElement[]> dump = Thread.getAllStackTraces();
        dump.keySet().removeIf(thread -> !isOurs(thread));
        return dump;
    }

    public static boolean isPool(Thread thread) {
        return POOL.matcher(thread.getName()).matches();
    }

    public static boolean isEventLoop(Thread thread) {
        return thread.getName().startsWith("vert.x-eventloop");
    }

    /** The one that waits for no call, but for a shortage of memory. */
    public static boolean isStandby(Thread thread) {
        return thread.getName().equals(STANDBY);
    }

    private static boolean isOurs(Thread thread) {
        return isPool(thread) || isStandby(thread) || thread.getName().startsWith("vert.x-");
    }
}
