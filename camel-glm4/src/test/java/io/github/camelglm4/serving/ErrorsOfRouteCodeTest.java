package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.concurrent.Flow;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.TypeConverterSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the code of an application throws an Error, the exchange ends, and its request gets a response. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorsOfRouteCodeTest extends ServingTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getTypeConverterRegistry().addTypeConverter(String.class, Endless.class, new TypeConverterSupport() {
            @Override
            public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
                return throwError();
            }
        });
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:text").setBody(exchange -> new Endless());
                from("glm4:question").setBody(exchange -> new Endless()).to("glm4:GLM-4-Air");
                from("glm4:reader").setBody(exchange -> new EndlessReader());
                from("glm4:iterator").setBody(exchange -> new EndlessIterator());
                from("glm4:publisher").setBody(exchange -> (Flow.Publisher<String>) reader -> throwError());
                from("glm4:subscription").setBody(exchange ->
                        (Flow.Publisher<String>) reader -> reader.onSubscribe(new EndlessSubscription()));
                from("glm4-tool:endless").setBody(exchange -> new Endless());
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "question", "reader", "iterator", "publisher", "subscription"})
    void anErrorOfABodyIsAnswered500(String model) throws Exception {
        for (String stream : new String[] {"", ",\"stream\":true"}) {
            HttpResponse<String> response = send(chat(asking(model, "hi", stream)));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("The model failed to answer.");
        }
    }

    @Test
    void anErrorOfTheResultOfAToolGoesToTheModel() {
        server.enqueue(
                Reply.json(
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":["
                                + "{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"endless\",\"arguments\":\"{}\"}}]}}]}"),
                Reply.completion("sorry"));

        assertThat(ask("glm4:GLM-4-Air?tools=endless", "hi").getMessage().getBody())
                .isEqualTo("sorry");
    }

    private static <T> T throwError() {
        throw new StackOverflowError();
    }

    private static final class Endless {}

    private static final class EndlessReader extends Reader {
        @Override
        public int read(char[] buffer, int offset, int length) {
            return ErrorsOfRouteCodeTest.<Integer>throwError();
        }

        @Override
        public void close() {
            throwError();
        }
    }

    private static final class EndlessIterator implements Iterator<String> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public String next() {
            return throwError();
        }
    }

    private static final class EndlessSubscription implements Flow.Subscription {
        @Override
        public void request(long count) {
            throwError();
        }

        @Override
        public void cancel() {
            throwError();
        }
    }
}
