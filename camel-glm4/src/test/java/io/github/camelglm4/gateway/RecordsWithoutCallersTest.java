package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.RawClient;
import java.net.Socket;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records need no callers. */
@Timeout(60)
class RecordsWithoutCallersTest extends GatewayTestSupport {

    @Override
    String callers() {
        return "";
    }

    @Override
    void configure(GatewayOptions options) {
        options.setServerCallers(null);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
            }
        };
    }

    /** The record of the last request shows that those before it have none. */
    @Test
    void aForeignHostAndAForeignOriginHaveNone() throws Exception {
        refused("Host: rebound.example.com\r\n");
        refused("Host: localhost:" + port + "\r\nOrigin: http://evil.example.com\r\n");
        assertThat(status("anything", "m")).isEqualTo(200);

        await().atMost(SOON).until(() -> !records.isEmpty());
        assertThat(records)
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains(entry("status", 200), entry("caller", null), entry("totalTokens", 3L)));
    }

    private void refused(String headers) throws Exception {
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\n" + headers
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            readUntil(client, "HTTP/1.1 403");
        }
    }
}
