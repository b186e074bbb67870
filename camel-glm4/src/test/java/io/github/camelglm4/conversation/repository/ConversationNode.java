package io.github.camelglm4.conversation.repository;

import io.github.camelglm4.Glm4Headers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * A node in a separate process: reads turns from its input, one per line ({@code NUMBER CONVERSATION TEXT}), runs them
 * concurrently, and writes {@code ok NUMBER} or {@code failed NUMBER REASON} when a turn is done. Ends with its input.
 */
final class ConversationNode {

    private ConversationNode() {}

    public static void main(String[] arguments) throws Exception {
        String databaseUrl = arguments[0];
        String modelUrl = arguments[1];
        JdbcConnectionPool connections = PostgresServer.connections(databaseUrl);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("conversations", repository(connections));
            context.start();
            AsyncProducer producer = context.getEndpoint(
                            "glm4:m?memory=true&memoryStore=#bean:conversations&apiKey=k" + "&baseUrl=" + modelUrl)
                    .createAsyncProducer();
            producer.start();
            System.out.println("ready");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                ask(producer, line.split(" ", 3));
            }
            producer.stop();
        }
        connections.dispose();
    }

    static JdbcAggregationRepository repository(JdbcConnectionPool connections) {
        return new JdbcAggregationRepository(
                new DataSourceTransactionManager(connections), "conversations", connections);
    }

    private static void ask(AsyncProducer producer, String[] turn) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, turn[1]);
        exchange.getMessage().setBody(turn[2]);
        producer.process(
                exchange,
                doneSync -> System.out.println(
                        exchange.getException() == null
                                ? "ok " + turn[0]
                                : "failed " + turn[0] + " " + exchange.getException()));
    }
}
