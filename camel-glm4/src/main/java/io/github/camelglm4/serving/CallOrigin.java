package io.github.camelglm4.serving;

import java.util.Map;

/**
 * Where a call comes from.
 *
 * @param model the model name of the request, unchanged
 * @param caller the name of the caller's key, or null
 * @param headers the HTTP headers for the route
 * @param writer writes the response
 */
record CallOrigin(String model, String caller, Map<String, String> headers, ResponseWriter writer) {}
