package io.github.camelglm4.testing;

import java.time.Duration;

/** How long a test waits for what must happen. All are far more than it takes: whatever waits so long hangs. */
public final class Patience {

    /** For what may wait for nothing else, such as the close of a cancelled connection. */
    public static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** For one call, request or connection. */
    public static final Duration SOON = Duration.ofSeconds(10);

    /** For what takes several of them, or other threads and processes. */
    public static final Duration LATER = Duration.ofSeconds(15);

    /** For contexts and routes that stop under load: less than the 45 seconds after which Camel stops them by force. */
    public static final Duration WHILE_STOPPING = Duration.ofSeconds(30);

    /** For hundreds and thousands of calls. */
    public static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}
}
