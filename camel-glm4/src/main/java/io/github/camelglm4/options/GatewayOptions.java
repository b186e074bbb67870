package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of a gateway: callers, their limits, and records of what they use; only on the component. */
@UriParams
public class GatewayOptions {

    @UriParam(label = "consumer,security")
    private Object serverCallers;

    @UriParam(label = "consumer,security", enums = "enforce,observe,off", defaultValue = "enforce")
    private String serverLimits = "enforce";

    @UriParam(label = "consumer,security")
    private Object serverUsageStore;

    @UriParam(label = "consumer,security", enums = "allow,refuse", defaultValue = "allow")
    private String serverLimitsWhenStoreFails = "allow";

    @UriParam(label = "consumer")
    private String serverUsageTo;

    public Object getServerCallers() {
        return serverCallers;
    }

    /**
     * Callers of all served models, with their keys, models, limits and budgets: a YAML or JSON file, such as
     * file:callers.yaml or classpath:callers.yaml, or #bean:name for a Collection of Caller or a Supplier of one. A
     * changed file is read again within 5 seconds. A file with an error is an error at startup; later it is logged, and
     * the callers before the change remain valid. Cannot be combined with serverApiKeys. A blank value is an error at
     * startup. Requires snakeyaml-engine for files.
     */
    public void setServerCallers(Object serverCallers) {
        this.serverCallers = serverCallers;
    }

    public String getServerLimits() {
        return serverLimits;
    }

    /**
     * What the limits in serverCallers do: with enforce, a request over a limit is rejected with status 429; with
     * observe, requests are counted, and those over a limit are logged, but not rejected; with off, nothing is counted.
     */
    public void setServerLimits(String serverLimits) {
        this.serverLimits = serverLimits;
    }

    public Object getServerUsageStore() {
        return serverUsageStore;
    }

    /**
     * Bean that counts the requests and tokens of callers for the limits in serverCallers, as #bean:name: a UsageStore.
     * With a shared store, several nodes share budgets, which survive a restart. If not set, each node counts in
     * memory.
     */
    public void setServerUsageStore(Object serverUsageStore) {
        this.serverUsageStore = serverUsageStore;
    }

    public String getServerLimitsWhenStoreFails() {
        return serverLimitsWhenStoreFails;
    }

    /**
     * What happens to requests while serverUsageStore fails: they are allowed without limits, or rejected with status
     * 503.
     */
    public void setServerLimitsWhenStoreFails(String serverLimitsWhenStoreFails) {
        this.serverLimitsWhenStoreFails = serverLimitsWhenStoreFails;
    }

    public String getServerUsageTo() {
        return serverUsageTo;
    }

    /**
     * Endpoint URI that gets a record of each call of a served model when the call is over, also of rejected ones: a
     * Map with time, caller, model, status, tokens and durations, without the text of the request and the answer.
     * Records that cannot be sent are counted and logged; calls do not wait for them.
     */
    public void setServerUsageTo(String serverUsageTo) {
        this.serverUsageTo = serverUsageTo;
    }
}
