package io.github.camelglm4.serving;

import java.util.Set;

/**
 * The limits of a model for the requests of its callers.
 *
 * @param maxTemperature maximum temperature
 * @param allowed features in addition to messages, functions of the caller, sampling and length
 */
public record RequestRules(double maxTemperature, Set<Allowance> allowed) {

    boolean allow(Allowance allowance) {
        return allowed.contains(allowance);
    }
}
