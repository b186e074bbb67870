package io.github.camelglm4.testing.faults;

import io.github.camelglm4.testing.ScriptedServer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The catalog of all faults of a service that a script can play. To add one, add it to the class of its kind, and add a
 * row to docs/internals/fault-matrix.md. The tests read it from here.
 */
public final class Faults {

    /** The target of redirects. It must get no request. */
    public static final ScriptedServer ELSEWHERE = ScriptedServer.start();

    private static final List<Fault> ALL = Stream.of(
                    ConnectionFaults.all(),
                    ContentFaults.all(),
                    StatusFaults.all(),
                    FramingFaults.all(),
                    SizeFaults.all(),
                    EventFaults.all())
            .flatMap(List::stream)
            .flatMap(script -> script.plays().stream())
            .toList();

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** Returns each name once. */
    public static List<String> names() {
        return ALL.stream().map(Fault::name).distinct().toList();
    }

    public static Stream<Fault> unstreamed() {
        return ALL.stream().filter(fault -> !fault.streamed() && !fault.timed());
    }

    public static Stream<Fault> streamed() {
        return ALL.stream().filter(fault -> fault.streamed() && !fault.timed());
    }

    /** Returns the faults whose outcome a slow machine may change. */
    public static Stream<Fault> timed() {
        return ALL.stream().filter(Fault::timed);
    }
}
