package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a scenario: {@code name=value}, mostly with numbers as values. */
public final class Parameters {

    /** Prefix of the name of a header, which each request has. */
    public static final String HEADER = "header.";

    private final Map<String, String> values = new HashMap<>();

    public Parameters(List<String> arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter must be name=value, but is " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + name + " is missing");
        }
        return value;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public int number(String name, int byDefault) {
        return values.containsKey(name) ? number(name) : byDefault;
    }

    public boolean isTrue(String name) {
        return Boolean.parseBoolean(values.get(name));
    }

    public Use use() {
        return Use.valueOf(text("use"));
    }

    /** The configuration of the candidate. */
    public Setup setup() {
        return new Setup(text("baseUrl"), number("inFlight", 0), isTrue("stamped"), number("servePort", 0), headers());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(HEADER)) {
                headers.put(name.substring(HEADER.length()), value);
            }
        });
        return headers;
    }
}
