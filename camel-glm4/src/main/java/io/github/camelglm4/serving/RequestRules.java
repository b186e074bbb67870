package io.github.camelglm4.serving;

import java.util.Set;

/**
 * What a model accepts of its callers.
 *
 * @param maxTemperature the highest temperature
 * @param allowed what they may ask for beyond messages, functions of their own, sampling and length
 */
public record RequestRules(double maxTemperature, Set<Allowance> allowed) {

    boolean allow(Allowance allowance) {
        return allowed.contains(allowance);
    }
}
