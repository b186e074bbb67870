package io.github.camelglm4.testing;

import java.time.Duration;

/** Timeouts for events that must happen. All are much longer than necessary: if one expires, the code hangs. */
public final class Patience {

    /** For events that must not wait for anything, such as the close of a canceled connection. */
    public static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** For one call, request or connection. */
    public static final Duration SOON = Duration.ofSeconds(10);

    /** For events that need several of them, or other threads and processes. */
    public static final Duration LATER = Duration.ofSeconds(15);

    /** For contexts and routes that stop under load: less than the 45 seconds after which Camel forces the stop. */
    public static final Duration WHILE_STOPPING = Duration.ofSeconds(30);

    /** For hundreds and thousands of calls. */
    public static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}
}
