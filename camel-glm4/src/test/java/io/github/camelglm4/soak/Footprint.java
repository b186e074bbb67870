package io.github.camelglm4.soak;

import io.github.camelglm4.Glm4Component;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM holds while nothing is under way.
 *
 * @param heap bytes that live after a full collection
 * @param objects living objects of the component's own classes
 * @param threads all but those of the JVM itself and of Awaitility
 * @param sockets of TCP, all of the process, listening ones included
 * @param timers of that Vert.x instance
 */
record Footprint(long heap, long objects, int threads, long sockets, int timers) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TCP_TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int INODE_COLUMN = 9;
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)");
    /**
     * Lambdas that catch nothing live as long as their class: one more for each way that code took for the first time.
     */
    private static final Pattern OURS =
            Pattern.compile("io\\.github\\.camelglm4\\.(?!soak|testing|\\w*Test|.*\\$\\$Lambda).*");

    static Footprint of(Vertx vertx) {
        return of(pendingTimers(vertx));
    }

    /** Where no Vert.x instance is left that could have any. */
    static Footprint withoutTimers() {
        return of(0);
    }

    private static Footprint of(int timers) {
        String histogram = histogram();
        long heap = 0;
        long objects = 0;
        for (MatchResult line : LINE.matcher(histogram).results().toList()) {
            heap += Long.parseLong(line.group(2));
            if (OURS.matcher(line.group(3)).matches()) {
                objects += Long.parseLong(line.group(1));
            }
        }
        return new Footprint(heap, objects, liveThreads(), openSockets(), timers);
    }

    /** Threads, sockets and timers: a number that stays the same when all has settled. */
    static long handles(Vertx vertx) {
        return liveThreads() + openSockets() + pendingTimers(vertx);
    }

    /** The classes of the component with the number of their live objects, to find a leak. */
    static String ours() {
        return String.join(
                "\n",
                LINE.matcher(histogram())
                        .results()
                        .filter(line -> OURS.matcher(line.group(3)).matches())
                        .map(line -> line.group(1) + " " + line.group(3))
                        .toList());
    }

    private static int liveThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isOfOthers(thread))
                .count();
    }

    /**
     * Threads of the JVM itself are in the root group; a thread that has just ended has no group. Those of the common
     * pool and of Awaitility, which may be the one that asks, come and go too.
     */
    private static boolean isOfOthers(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getParent() == null
                || thread.getName().startsWith("ForkJoinPool.commonPool-")
                || thread.getName().startsWith("awaitility-");
    }

    /**
     * Where there is no /proc, none. Those of TCP: the JVM makes one or the other for itself when it first needs it.
     */
    private static long openSockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        Set<String> tcp = new HashSet<>();
        TCP_TABLES.forEach(table -> tcp.addAll(inodes(table)));
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.map(Footprint::target).filter(tcp::contains).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In the way in which a descriptor names its socket. */
    private static List<String> inodes(Path table) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> "socket:[" + line.trim().split("\\s+")[INODE_COLUMN] + "]")
                    .toList();
        } catch (IOException noSuchProtocol) {
            return List.of();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** The component's internal client. */
    static Vertx vertx(Glm4Component component) {
        return component.shared().vertx();
    }

    /** Vert.x counts them nowhere in public. */
    private static int pendingTimers(Vertx vertx) {
        return ((Map<?, ?>) read(vertx, "timeouts")).size();
    }

    private static Object read(Object object, String name) {
        try {
            Field field = object.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(object.getClass() + " keeps it elsewhere", e);
        }
    }

    /** Collects first: only what lives is counted. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
