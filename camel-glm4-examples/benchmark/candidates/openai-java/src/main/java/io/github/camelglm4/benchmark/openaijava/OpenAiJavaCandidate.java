package io.github.camelglm4.benchmark.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.camelglm4.benchmark.camel.RouteCandidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import java.time.Duration;
import java.util.Iterator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** openai-java in a processor, with the synchronous client and an Iterator of chunks as the body, like camel-openai. */
public final class OpenAiJavaCandidate extends RouteCandidate {

    private OpenAIClient client;

    @Override
    public Support support(Use use) {
        return switch (use) {
            case PUSH -> Support.none("has no push mode");
            case SERVE -> Support.none(NO_GATEWAY);
            default -> Support.blocking();
        };
    }

    @Override
    protected void configure(CamelContext context, Setup setup) {
        OpenAIOkHttpClient.Builder builder =
                OpenAIOkHttpClient.builder().baseUrl(setup.baseUrl()).apiKey(Setup.API_KEY);
        if (setup.inFlight() > 0) {
            builder.maxIdleConnections(setup.inFlight()).keepAliveDuration(Duration.ofMinutes(5));
        }
        client = builder.build();
    }

    @Override
    protected RouteBuilder routes(Setup setup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(Use.ASK)).process(OpenAiJavaCandidate.this::ask);
                from(uri(Use.READ)).process(OpenAiJavaCandidate.this::open).process(OpenAiJavaCandidate::read);
                for (Use use : new Use[] {Use.SPLIT, Use.STREAMS}) {
                    from(uri(use))
                            .process(OpenAiJavaCandidate.this::open)
                            .split(body())
                            .streaming()
                            .process(e -> receiver(e).piece(text(e.getMessage().getBody(ChatCompletionChunk.class))));
                }
            }
        };
    }

    private void ask(Exchange exchange) {
        ChatCompletion completion = client.chat().completions().create(request(exchange));
        exchange.getMessage()
                .setBody(completion.choices().get(0).message().content().orElse(""));
    }

    private void open(Exchange exchange) {
        StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(request(exchange));
        exchange.getExchangeExtension().addOnCompletion(new Closing(response));
        exchange.getMessage().setBody(response.stream().iterator());
    }

    private static void read(Exchange exchange) {
        Receiver receiver = receiver(exchange);
        Iterator<?> chunks = exchange.getMessage().getBody(Iterator.class);
        while (chunks.hasNext()) {
            receiver.piece(text((ChatCompletionChunk) chunks.next()));
        }
    }

    private static String text(ChatCompletionChunk chunk) {
        return chunk.choices().isEmpty()
                ? ""
                : chunk.choices().get(0).delta().content().orElse("");
    }

    private static ChatCompletionCreateParams request(Exchange exchange) {
        return ChatCompletionCreateParams.builder()
                .model(Setup.MODEL)
                .addUserMessage(exchange.getMessage().getBody(String.class))
                .build();
    }
}
