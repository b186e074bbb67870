package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.batch.Fault;
import io.github.camelglm4.testing.batch.Operation;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Batches in work in the developer console and in JMX; the health of a consumer. */
class BatchViewsTest extends DeliveryTestSupport {

    @Override
    protected boolean useJmx() {
        return true;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setDevConsole(true);
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return routes(builder -> builder.from(uri(""))
                .routeId("delivery")
                .to("mock:answers")
                .process(exchange -> {
                    if (exchange.getMessage()
                            .getHeader(Glm4BatchHeaders.REQUEST_ID)
                            .equals("row-000002")) {
                        throw new IllegalStateException("not now");
                    }
                }));
    }

    @Test
    void showABatchInProgress() throws Exception {
        String batch = heldBatch("1", "2", "3");
        assertThat(json()).isEmpty();
        poll();

        JsonObject shown = (JsonObject) json().get(0);
        assertThat(shown)
                .containsEntry("job", JOB)
                .containsEntry("batch", batch)
                .containsEntry("status", "in_progress")
                .containsEntry("total", 3L)
                .containsEntry("completed", 0L)
                .containsEntry("failed", 0L)
                .containsEntry("delivered", 0L);
        assertThat((Long) shown.get("ageSeconds")).isBetween(0L, 60L);
        assertThat(attribute("InWork")).isEqualTo(1);
        assertThat(attribute("Requests")).isEqualTo(3L);
        assertThat(text())
                .startsWith("Job texts, batch " + batch
                        + ": in_progress, total 3, completed 0, failed 0, delivered 0, age ")
                .doesNotContain(Glm4TestSupport.KEY);
    }

    @Test
    void showABatchThatIsDeliveredInPart() throws Exception {
        String batch = batch("1", "2", "3");
        poll();
        poll();

        assertThat((JsonObject) json().get(0))
                .containsEntry("status", "completed")
                .containsEntry("completed", 3L)
                .containsEntry("delivered", 2L);
        assertThat(attribute("Delivered")).isEqualTo(2L);
        TabularData rows = (TabularData) beans().invoke(name(), "batches", new Object[0], new String[0]);
        CompositeData row = rows.get(new Object[] {batch});
        assertThat(row.get("delivered")).isEqualTo(2L);
        assertThat(row.get("job")).isEqualTo(JOB);
    }

    @Test
    void showNoBatchThatIsDone() throws Exception {
        batch("1", "3");
        poll();

        assertThat(json()).isEmpty();
        assertThat(text()).isEmpty();
        assertThat(attribute("InWork")).isEqualTo(0);
    }

    @Test
    void showNothingOfAStoppedRoute() throws Exception {
        heldBatch("1");
        poll();
        context.getRouteController().stopRoute("delivery");

        assertThat(json()).isEmpty();
    }

    @Test
    void aConsumerIsReadyAfterItsFirstListAndDownAfterAFailedPoll() {
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);

        poll();
        assertThat(health()).isEqualTo(HealthCheck.State.UP);

        service.fail(Operation.LIST, Fault.error(401, "1000", "no"));
        poll();
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);

        poll();
        assertThat(health()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsReadyWhileItDeliversForTheFirstTime() throws Exception {
        HealthCheck.State[] state = new HealthCheck.State[1];
        route(routes(builder -> builder.from(uri("")).routeId("delivery").process(exchange -> state[0] = health())));
        batch("1");

        poll();

        assertThat(state[0]).isEqualTo(HealthCheck.State.UP);
    }

    private HealthCheck.State health() {
        return consumer(context).getHealthCheck().call(Map.of()).getState();
    }

    private JsonArray json() {
        return (JsonArray) ((JsonObject) console().call(DevConsole.MediaType.JSON, Map.of())).get("batches");
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT, Map.of());
    }

    private DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("glm4-batch");
    }

    private Object attribute(String attribute) throws Exception {
        return beans().getAttribute(name(), attribute);
    }

    private MBeanServer beans() {
        return context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName name() throws Exception {
        return new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=services,name=Glm4Batches");
    }
}
