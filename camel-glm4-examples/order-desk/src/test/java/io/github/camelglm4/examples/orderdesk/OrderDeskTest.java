package io.github.camelglm4.examples.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.examples.offline.OfflineModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends questions of customers with the offline model, and checks the answers, the tool calls and the database. */
class OrderDeskTest {
    private final Queue<String> started = new ConcurrentLinkedQueue<>();
    private OfflineModel model;
    private Main desk;

    @BeforeEach
    void start() throws Exception {
        model = OfflineModel.start(0);
        desk = OrderDesk.application(model.baseUrl());
        desk.addOverrideProperty("orders.database", UUID.randomUUID().toString());
        desk.start();
        desk.getCamelContext().getManagementStrategy().addEventNotifier(new StartedRoutes());
    }

    @AfterEach
    void stop() {
        desk.stop();
        model.close();
    }

    @Test
    void findsOutWhereAnOrderIs() throws Exception {
        Exchange answer = ask("Where is order 1042, and when does it arrive?");

        assertThat(calls(answer)).containsExactly("lookupOrder{orderId=1042}", "shipment{tracking=DE482193}");
        assertThat(answer.getMessage().getBody(String.class)).contains("place depot Bremen", "arrives 2026-11-24");
    }

    @Test
    void asksTheCarrierForSeveralParcelsAtOnce() throws Exception {
        Exchange answer = ask("What has anna@example.com bought, and where are the parcels?");

        assertThat(calls(answer))
                .containsExactly(
                        "ordersOf{email=anna@example.com}",
                        "shipment{tracking=DE482192}",
                        "shipment{tracking=DE482193}");
        assertThat(trace(answer)).extracting(call -> call.get("round")).containsExactly(1, 2, 2);
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        assertThat(ask("What is the status of order 7?").getMessage().getBody(String.class))
                .isEqualTo("lookupOrder: nothing");
        assertThat(ask("Where is DE000000?").getMessage().getBody(String.class))
                .isEqualTo("shipment: The carrier knows no such parcel.");
    }

    @Test
    void refundsWhatTheRuleAllows() throws Exception {
        Exchange answer = ask("Please refund order 1043: the kettle leaks.");

        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("refund: Order 1043 is refunded.");
        assertThat(order(1043)).isEqualTo("refunded: Please refund order 1043: the kettle leaks.");
        assertThat(started).contains("refund");
    }

    @Test
    void neverRunsARefundThatIsRefused() throws Exception {
        Exchange answer = ask("Please refund order 1044, I prefer tea.");

        assertThat(answer.getMessage().getBody(String.class))
                .contains("A refund of 489.00 requires approval by a colleague: the limit is 100.");
        assertThat(calls(answer)).hasSize(1);
        assertThat(order(1044)).isEqualTo("delivered: null");
        assertThat(started).contains("approval").doesNotContain("refund");
    }

    @Test
    void refundsNothingTwice() throws Exception {
        ask("Please refund order 1043: the kettle leaks.");

        assertThat(ask("Please refund order 1043 again.").getMessage().getBody(String.class))
                .isEqualTo("refund: Order 1043 does not exist, is not delivered, or is already refunded.");
    }

    @Test
    void answersInStreamsToo() throws Exception {
        Exchange answer = desk.getCamelTemplate().send("direct:desk", asked -> {
            asked.getMessage().setBody("Where is order 1042?");
            asked.getMessage().setHeader(Glm4Headers.STREAM, true);
        });

        assertThat(answer.getMessage().getBody()).isInstanceOf(ChatCompletionStream.class);
        assertThat(answer.getMessage().getBody(String.class)).contains("place depot Bremen");
        assertThat(calls(answer)).containsExactly("lookupOrder{orderId=1042}", "shipment{tracking=DE482193}");
    }

    private Exchange ask(String question) throws Exception {
        Exchange exchange = desk.getCamelTemplate()
                .send("direct:desk", asked -> asked.getMessage().setBody(question));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> trace(Exchange exchange) {
        return exchange.getProperty(Glm4Properties.TOOL_TRACE, List.class);
    }

    private static List<String> calls(Exchange exchange) {
        return trace(exchange).stream()
                .map(call -> call.get("name") + String.valueOf(call.get("arguments")))
                .toList();
    }

    /** Status and reason of an order in the database. */
    private String order(int id) throws Exception {
        DataSource orders = desk.getCamelContext().getRegistry().lookupByNameAndType("orders", DataSource.class);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select status, reason from orders where orderId = " + id)) {
            assertThat(row.next()).isTrue();
            return row.getString(1) + ": " + row.getString(2);
        }
    }

    /** Records the routes in which exchanges are created. */
    private final class StartedRoutes extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            started.add(
                    String.valueOf(((ExchangeCreatedEvent) event).getExchange().getFromRouteId()));
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeCreatedEvent;
        }
    }
}
