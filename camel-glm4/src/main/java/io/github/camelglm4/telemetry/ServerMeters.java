package io.github.camelglm4.telemetry;

import io.github.camelglm4.usage.UsageListener;

/** The meters of served calls. */
public interface ServerMeters extends UsageListener {

    /** The store of what callers use failed. */
    void usageStoreFailed();
}
