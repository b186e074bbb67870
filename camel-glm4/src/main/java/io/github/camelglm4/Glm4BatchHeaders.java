package io.github.camelglm4;

import org.apache.camel.spi.Metadata;

/**
 * Names of the message headers of batches. The headers of {@code glm4} for requests apply to each request of a batch,
 * and an answer has the headers that {@code glm4} sets.
 */
public final class Glm4BatchHeaders {

    @Metadata(
            description =
                    "ID of the batch, assigned by the service. After a submission that needed several batches, it "
                            + "is a List of them. With CamelGlm4BatchCancel, the ID, or List of IDs, to cancel. In a "
                            + "delivered exchange, the batch of the answer.",
            javaType = "Object")
    public static final String ID = "CamelGlm4BatchId";

    @Metadata(label = "producer", description = "Number of requests that were submitted.", javaType = "Integer")
    public static final String REQUESTS = "CamelGlm4BatchRequests";

    @Metadata(
            description = "ID of one request (custom_id), at least 6 characters. An element of the body that is an "
                    + "exchange or a message can set it. In a delivered exchange, it tells to which request the "
                    + "answer belongs.",
            javaType = "String")
    public static final String REQUEST_ID = "CamelGlm4BatchRequestId";

    @Metadata(
            label = "producer",
            description = "Whether to cancel the batches in CamelGlm4BatchId instead of submitting the body.",
            javaType = "Boolean")
    public static final String CANCEL = "CamelGlm4BatchCancel";

    private Glm4BatchHeaders() {}
}
