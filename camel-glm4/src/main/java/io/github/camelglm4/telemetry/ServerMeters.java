package io.github.camelglm4.telemetry;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageListener;
import java.util.Collection;

/** The meters of served calls. */
public interface ServerMeters extends UsageListener {

    /** The store of what callers use failed. */
    void usageStoreFailed();

    /** Removes the meters of the callers that are not among these any more. */
    void retain(Collection<Caller> callers);
}
