package io.github.camelglm4.management;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls in JMX and in the developer console, while they run and afterwards. */
@Timeout(60)
class ManagementTest extends Glm4TestSupport {

    private static final String AIR = "glm4:GLM-4-Air?maxConcurrentRequests=1&systemMessage=Be kind.&apiKey=" + KEY;

    @Override
    protected boolean useJmx() {
        return true;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setDevConsole(true);
        context.getComponent("glm4", Glm4Component.class).getRetry().setMaxRetries(1);
        return context;
    }

    @Test
    void countsAreInJmxByModel() throws Exception {
        server.enqueue(Reply.completion("one"), Reply.error(500, "1234", "down"), Reply.completion("two"));
        ask(AIR, "hi");
        ask("glm4:glm-4-air?maxConcurrentRequests=1", "hi");
        server.otherwise(Reply.error(401, "1002", "no such key: " + KEY));
        ask("glm4:GLM-4-Plus", "hi");

        assertThat(attribute("Calls")).isEqualTo(3L);
        assertThat(attribute("InFlight")).isEqualTo(0L);
        assertThat(attribute("Queued")).isEqualTo(0L);
        assertThat(attribute("Failed")).isEqualTo(1L);
        assertThat(attribute("Retries")).isEqualTo(1L);
        assertThat(attribute("InputTokens")).isEqualTo(2L * GlmJson.PROMPT_TOKENS);
        assertThat(attribute("OutputTokens")).isEqualTo(2L * GlmJson.COMPLETION_TOKENS);
        assertThat(attribute("Connections")).isEqualTo(1);
        assertThat((String) attribute("LastFailure"))
                .contains("GLM-4-Plus", "Glm4AuthenticationException")
                .doesNotContain(KEY);
        TabularData models = (TabularData) mbeans().invoke(name(), "callsByModel", new Object[0], new String[0]);
        CompositeData air = models.get(new Object[] {"GLM-4-Air"});
        assertThat(air.get("calls")).isEqualTo(2L);
        assertThat(air.get("retries")).isEqualTo(1L);
        assertThat(models.get(new Object[] {"GLM-4-Plus"}).get("failed")).isEqualTo(1L);
    }

    @Test
    void callsOnTheirWayAreInFlightOrQueued() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        server.otherwise(Reply.completion("late").after(answer));
        Calls calls = new Calls(context, AIR);
        Calls.Call first = calls.send("one");
        Calls.Call second = calls.send("two");
        server.awaitRequests(1, SOON);

        assertThat(attribute("InFlight")).isEqualTo(2L);
        assertThat(attribute("Queued")).isEqualTo(1L);
        JsonObject activity = activity();
        assertThat(activity.get("inFlight")).isEqualTo(2L);
        assertThat(activity.get("queued")).isEqualTo(1L);

        answer.complete(null);
        calls.awaitAll(SOON);
        assertThat(first.isDone() && second.isDone()).isTrue();
        assertThat(attribute("InFlight")).isEqualTo(0L);
        assertThat(attribute("Queued")).isEqualTo(0L);
    }

    @Test
    void consoleShowsEndpointsModelsAndTheLastFailure() {
        server.enqueue(Reply.completion("one"), Reply.error(400, "1210", "no such parameter; key " + KEY));
        ask(AIR, "hi");
        ask(AIR, "hi");

        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of());
        assertThat(text)
                .contains("Endpoint glm4://GLM-4-Air at " + server.baseUrl())
                .contains(
                        "Model GLM-4-Air: calls 2, in flight 0, queued 0, failed 1, retries 0, tokens in 12, tokens out 7")
                .contains("Connections: 1")
                .contains("Pool: threads")
                .contains("Last failure:", "Glm4RequestException")
                .doesNotContain(KEY)
                .doesNotContain("Be kind.");
        JsonObject json = (JsonObject) console().call(DevConsole.MediaType.JSON, Map.of());
        assertThat(json.toJson()).doesNotContain(KEY).doesNotContain("Be kind.");
        assertThat(((JsonObject) ((JsonArray) json.get("endpoints")).get(0)).get("model"))
                .isEqualTo("GLM-4-Air");
        JsonObject model = (JsonObject) ((JsonArray) activity().get("models")).get(0);
        assertThat(model.get("inputTokens")).isEqualTo((long) GlmJson.PROMPT_TOKENS);
        assertThat(((JsonObject) activity().get("lastFailure")).get("code")).isEqualTo("1210");
        assertThat(((JsonObject) activity().get("pool")).get("threads")).isInstanceOf(Integer.class);
    }

    @Test
    void consoleTellsWhichModelsAreServed() throws Exception {
        int port = FreePort.next();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:bot?serverPort=" + port).setBody(constant("hello"));
            }
        });

        assertThat((String) console().call(DevConsole.MediaType.TEXT, Map.of()))
                .contains("Endpoint glm4://bot is served");
    }

    @Test
    void consoleShowsEndpointsOfAllSchemesThatCallTheService() {
        context.getEndpoint("glm4-embedding:embedding-3?dimensions=256&apiKey=" + KEY);
        context.getEndpoint("glm4-rerank:rerank?baseUrl=http://127.0.0.1:1/other");
        context.getEndpoint("glm4-moderation:moderation");
        context.getEndpoint("glm4-batch:reviews?systemMessage=Be kind.");

        JsonObject json = (JsonObject) console().call(DevConsole.MediaType.JSON, Map.of());

        assertThat(((JsonArray) json.get("endpoints")))
                .extracting(Object::toString)
                .containsExactly(
                        "{uri=glm4-batch://reviews, job=reviews, service=%s}".formatted(server.baseUrl()),
                        "{uri=glm4-embedding://embedding-3, model=embedding-3, service=%s}".formatted(server.baseUrl()),
                        "{uri=glm4-moderation://moderation, model=moderation, service=%s}".formatted(server.baseUrl()),
                        "{uri=glm4-rerank://rerank, model=rerank, service=http://127.0.0.1:1/other}");
    }

    private JsonObject activity() {
        JsonObject json = (JsonObject) console().call(DevConsole.MediaType.JSON, Map.of());
        return (JsonObject) ((JsonArray) json.get("components")).get(0);
    }

    private DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("glm4");
    }

    private Object attribute(String attribute) throws Exception {
        return mbeans().getAttribute(name(), attribute);
    }

    private MBeanServer mbeans() {
        return context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName name() throws Exception {
        return new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=services,name=Glm4Calls");
    }
}
