package io.github.camelglm4.json;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Jackson's binding, which is loaded when something is first met that is neither map nor list nor scalar. */
final class Databind {

    static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);

    private Databind() {}
}
