package io.github.camelglm4.testing.faults;

import io.github.camelglm4.testing.ScriptedServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The catalog of all faults of a service that a script can play. To add one, add it to the class of its kind, and add a
 * row to docs/internals/fault-matrix.md. The tests read it from here.
 */
public final class Faults {

    /** The target of redirects. It must get no request. */
    public static final ScriptedServer ELSEWHERE = ScriptedServer.start();

    private static final Map<Api, List<Fault>> ALL = new EnumMap<>(Api.class);

    static {
        for (Api api : Api.values()) {
            ALL.put(api, list(api));
        }
    }

    private Faults() {}

    private static List<Fault> list(Api api) {
        return Stream.of(
                        ConnectionFaults.all(api),
                        ContentFaults.all(api),
                        StatusFaults.all(api),
                        FramingFaults.all(api),
                        SizeFaults.all(api),
                        api.ownFaults())
                .flatMap(List::stream)
                .flatMap(script -> script.plays().stream())
                // no operation but chat answers with a stream
                .filter(fault -> api == Api.CHAT || !fault.streamed())
                .toList();
    }

    /** Returns all faults of an operation. */
    public static List<Fault> of(Api api) {
        return ALL.get(api);
    }

    /** Returns each name once, of all operations. */
    public static List<String> names() {
        return Arrays.stream(Api.values())
                .flatMap(api -> of(api).stream())
                .map(Fault::name)
                .distinct()
                .toList();
    }

    public static Stream<Fault> unstreamed(Api api) {
        return of(api).stream().filter(fault -> !fault.streamed() && !fault.timed());
    }

    /** Returns the faults of streams of completions. */
    public static Stream<Fault> streamed() {
        return of(Api.CHAT).stream().filter(fault -> fault.streamed() && !fault.timed());
    }

    /** Returns the faults whose outcome a slow machine may change. */
    public static Stream<Fault> timed(Api api) {
        return of(api).stream().filter(Fault::timed);
    }
}
