package io.github.camelglm4.operation;

import java.util.Map;
import java.util.function.Function;

/**
 * One request that an operation sends for an exchange.
 *
 * @param fields those of its JSON object that the other requests of the exchange do not have
 * @param reader reads the JSON object of a successful response, on the pool {@code glm4}; throws an
 *     {@link IllegalArgumentException} if it is not an answer
 * @param <A> the answer
 */
public record OperationRequest<A>(Map<String, Object> fields, Function<Map<String, Object>, A> reader) {}
