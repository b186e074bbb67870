package io.github.camelglm4.batchroute;

import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.service.ServiceComponent;
import io.github.camelglm4.text.PrintableText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** Creates {@code glm4-batch:} endpoints, which use the client of the component {@code glm4}. */
@Component("glm4-batch")
@Metadata(excludeProperties = Glm4BatchEndpoint.GATE)
public class Glm4BatchComponent extends ServiceComponent {

    /** Values of the metadata of a batch are not longer. Source: API reference of the GLM platform. */
    private static final int LONGEST_JOB = 512;

    /** Options of {@code glm4} that have no meaning for answers that come later, each whole and by itself. */
    private static final Set<String> ONLY_OF_CALLS = Set.of(
            "stream",
            "streamTo",
            "includeUsage",
            "abandonTimeout",
            "memory",
            "memoryStore",
            "memoryExpiry",
            "maxConversations",
            "conversationId",
            "maxHistoryMessages",
            "maxHistoryTokens",
            "toolTags",
            "toolExecution",
            "maxToolRounds",
            "toolErrors",
            "toolTimeout",
            "toolFilter",
            "outputRetries");

    private final Deliveries deliveries = new Deliveries();

    Deliveries deliveries() {
        return deliveries;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        requireJob(remaining);
        refuseOptionsOfCalls(parameters);
        Glm4BatchEndpoint endpoint = new Glm4BatchEndpoint(uri, this);
        endpoint.setJob(remaining);
        endpoint.getRequest()
                .setAdditionalBodyProperty(PropertiesHelper.extractProperties(parameters, "additionalBodyProperty."));
        setProperties(endpoint, parameters);
        endpoint.getRequest()
                .setStop(StopWords.written(uri, endpoint.getRequest().getStop()));
        return endpoint;
    }

    private static void requireJob(String job) {
        if (job.isBlank()) {
            throw new IllegalArgumentException("the job is missing: use glm4-batch:NAME, with the same name where"
                    + " batches are submitted and where their answers are delivered");
        }
        if (job.length() > LONGEST_JOB) {
            throw new IllegalArgumentException("the name of the job must have at most " + LONGEST_JOB
                    + " characters, but has " + job.length() + ": " + PrintableText.name(job));
        }
    }

    private static void refuseOptionsOfCalls(Map<String, Object> parameters) {
        Set<String> refused = new TreeSet<>(parameters.keySet());
        refused.retainAll(ONLY_OF_CALLS);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("glm4-batch does not support " + String.join(", ", refused)
                    + ": a batch has no streams, conversations, tool routes and further requests; use glm4 for them");
        }
    }
}
