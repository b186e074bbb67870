package io.github.camelglm4.examples.gateway.pages;

import io.github.camelglm4.Glm4Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The service behind a gateway under test. A test decides what a model answers, and when: the pieces of an answer are
 * sent as soon as the test gives them.
 */
final class ScriptedModels implements AutoCloseable {
    private static final String END = "\0end";
    private static final String FAILURE = "\0failure";

    /** Asked by the test: answers with the pieces that the test gives. */
    static final String HELD = "held";
    /** Answers with the text of {@link #answer}. */
    static final String WRITER = "writer";
    /** Answers with an error: see {@link #refuse}. */
    static final String REFUSING = "refusing";

    private final CamelContext context = new DefaultCamelContext();
    private final int port = freePort();
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private final Map<String, Object> refusal = new ConcurrentHashMap<>();
    private volatile String answer = "";
    private volatile String reasoning;
    private volatile String lastQuestion;
    private volatile CompletableFuture<Void> canceled = new CompletableFuture<>();

    static ScriptedModels start() throws Exception {
        ScriptedModels service = new ScriptedModels();
        service.context.addRoutes(service.routes());
        service.context.start();
        return service;
    }

    String baseUrl() {
        return "http://localhost:" + port + "/v1";
    }

    /** Forgets what an earlier test has told. */
    void reset() {
        pieces.clear();
        refusal.clear();
        reasoning = null;
        canceled = new CompletableFuture<>();
    }

    /** Sends a piece of the answer of the model {@link #HELD}. */
    void give(String piece) {
        pieces.add(piece);
    }

    void end() {
        pieces.add(END);
    }

    void fail() {
        pieces.add(FAILURE);
    }

    void answer(String text) {
        answer = text;
    }

    void reasoning(String text) {
        reasoning = text;
    }

    /** The model {@link #REFUSING} answers with this error. */
    void refuse(int status, Map<String, Object> headers, String text) {
        refusal.putAll(headers);
        refusal.put(Exchange.HTTP_RESPONSE_CODE, status);
        refusal.put("text", text);
    }

    /** Completed when the gateway has broken off the call of the model {@link #HELD}. */
    CompletableFuture<Void> canceled() {
        return canceled;
    }

    /** Returns the JSON of the last request. */
    String lastQuestion() {
        return lastQuestion;
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                fromF("glm4:%s?serverPort=%d", HELD, port).process(ScriptedModels.this::hold);
                fromF("glm4:%s?serverPort=%d", WRITER, port).process(ScriptedModels.this::write);
                fromF("glm4:%s?serverPort=%d", REFUSING, port).process(ScriptedModels.this::refuse);
            }
        };
    }

    private void hold(Exchange exchange) {
        remember(exchange);
        CompletableFuture<Void> ofThisCall = canceled;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                ofThisCall.complete(null);
                // the iterator must not wait for ever
                pieces.add(END);
            }
        });
        exchange.getMessage().setBody(new Pieces(pieces));
    }

    private void write(Exchange exchange) {
        remember(exchange);
        Message message = exchange.getMessage();
        message.setHeader(Glm4Headers.PROMPT_TOKENS, 24);
        message.setHeader(Glm4Headers.COMPLETION_TOKENS, 118);
        message.setHeader(Glm4Headers.REASONING_CONTENT, reasoning);
        message.setBody(reasoning == null ? inPieces(answer) : answer);
    }

    private void refuse(Exchange exchange) {
        remember(exchange);
        refusal.forEach((name, value) -> exchange.getMessage().setHeader(name, value));
        exchange.getMessage().setBody(refusal.get("text"));
    }

    private void remember(Exchange exchange) {
        lastQuestion = new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }

    /** Cuts the text as a model does, also in the middle of words and of marks. */
    private static List<String> inPieces(String text) {
        int length = Math.max(3, text.length() / 400);
        return IntStream.iterate(0, at -> at < text.length(), at -> at + length)
                .mapToObj(at -> text.substring(at, Math.min(text.length(), at + length)))
                .toList();
    }

    /** Blocks until the test gives the next piece. */
    private static final class Pieces implements Iterator<String> {
        private final BlockingQueue<String> queue;
        private String next;

        Pieces(BlockingQueue<String> queue) {
            this.queue = queue;
        }

        @Override
        public boolean hasNext() {
            try {
                next = next == null ? queue.take() : next;
            } catch (InterruptedException e) {
                return false;
            }
            if (next.equals(FAILURE)) {
                throw new IllegalStateException("the model has failed");
            }
            return !next.equals(END);
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String piece = next;
            next = null;
            return piece;
        }
    }

    @Override
    public void close() {
        pieces.add(END);
        context.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
