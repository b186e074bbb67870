package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A typed body can be used by the next steps of a route without conversion. */
class TypedRouteTest extends TypedTestSupport {

    /** A bean of an application. */
    public static class Accounting {

        public BigDecimal total(Invoice invoice) {
            return invoice.items().stream()
                    .map(item -> item.price().multiply(BigDecimal.valueOf(item.count())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion("```json\n" + INVOICE_JSON + "\n```"));
    }

    @Test
    void aBeanTakesTheObject() throws Exception {
        context.getRegistry().bind("accounting", new Accounting());

        assertThat(routed("""
                        - bean:
                            ref: accounting
                            method: total
                """)).isEqualTo(new BigDecimal("37.50"));
    }

    @Test
    void simpleReadsItsComponents() throws Exception {
        assertThat(routed("""
                        - setBody:
                            simple: "${body.number} of ${body.day}, ${body.items[0].name}"
                """)).isEqualTo("A-17 of 2026-01-31, Paper");
    }

    @Test
    void itIsMarshalled() throws Exception {
        assertThat(routed("""
                        - marshal:
                            json:
                              moduleClassNames: com.fasterxml.jackson.datatype.jsr310.JavaTimeModule,com.fasterxml.jackson.datatype.jdk8.Jdk8Module
                              disableFeatures: WRITE_DATES_AS_TIMESTAMPS
                        - convertBodyTo:
                            type: String
                """))
                .isEqualTo("{\"number\":\"A-17\",\"day\":\"2026-01-31\","
                        + "\"items\":[{\"name\":\"Paper\",\"price\":12.50,\"count\":3}],\"note\":null}");
    }

    @Test
    void itsListsAreSplit() throws Exception {
        assertThat(routed("""
                        - setBody:
                            simple: "${body.items}"
                        - split:
                            simple: "${body}"
                            steps:
                              - setVariable:
                                  name: global:seen
                                  simple: "${body.count}"
                        - setBody:
                            simple: "${variable.global:seen}"
                """)).isEqualTo(3);
    }

    @Test
    void itIsStored() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:invoices;DB_CLOSE_DELAY=-1");
        context.getRegistry().bind("database", database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table invoice (number varchar(9), issued date, items int)");

            routed("""
                            - to:
                                uri: "sql:insert into invoice values (:#${body.number}, :#${body.day}, :#${body.items.size})"
                                parameters:
                                  dataSource: "#database"
                    """);

            ResultSet stored = statement.executeQuery("select * from invoice");
            assertThat(stored.next()).isTrue();
            assertThat(stored.getString("number")).isEqualTo("A-17");
            assertThat(stored.getDate("issued")).hasToString("2026-01-31");
            assertThat(stored.getInt("items")).isEqualTo(1);
        }
    }

    @Test
    void aMapIsMarshalledAsItIs() throws Exception {
        assertThat(routed("outputSchema: resource:classpath:invoice-schema.json", """
                        - marshal:
                            json: {}
                        - convertBodyTo:
                            type: String
                """))
                .asString()
                .contains("\"day\":\"2026-01-31\"", "\"price\":12.5");
    }

    private Object routed(String steps) throws Exception {
        return routed("outputClass: io.github.camelglm4.typed.Invoice", steps);
    }

    private Object routed(String option, String steps) throws Exception {
        String route = """
                - route:
                    from:
                      uri: direct:read
                      steps:
                        - to:
                            uri: glm4:GLM-4-Air
                            parameters:
                              %s
                """.formatted(option) + steps;
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.camel.yaml", route));
        Exchange exchange = ask("direct:read", "Read this.");
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }
}
