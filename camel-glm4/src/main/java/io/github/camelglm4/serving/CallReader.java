package io.github.camelglm4.serving;

import java.util.Map;

/**
 * Validates the requests of one operation to one model, and creates their calls. Thread-safe.
 *
 * @param <C> a call of the operation
 */
@FunctionalInterface
public interface CallReader<C extends ServedCall<?>> {

    /**
     * @param json the request
     * @param longest maximum number of tokens of an answer
     * @throws ServedErrorException with the name of the invalid field and the allowed values
     */
    C read(Map<String, Object> json, long longest, CallOrigin origin);
}
