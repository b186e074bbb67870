package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;

import io.github.camelglm4.chat.ChatCompletion;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A server of one model without any route. Its threads end with it. */
final class OneModelServer implements ServedModel<ChatCall>, AutoCloseable {

    /** The start of a question whose answer waits until {@link #thought} is completed. */
    static final String THINK = "think";

    /** Completed by the first question that has to wait. */
    final CompletableFuture<Void> asked = new CompletableFuture<>();

    final CompletableFuture<Void> thought = new CompletableFuture<>();
    final Vertx vertx = Vertx.vertx();

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "model"));
    private final ModelServers servers = new ModelServers();
    private final AtomicInteger answered = new AtomicInteger();
    private final ServerKeys keys;
    private final UnaryOperator<String> answers;
    private ServerSettings settings;

    /**
     * @param keys as in the option serverApiKeys
     * @param answers what is said to a question
     */
    OneModelServer(String keys, UnaryOperator<String> answers) {
        this.keys = ServerKeys.parse(keys);
        this.answers = answers;
    }

    void start(ServerSettings settings) throws Exception {
        this.settings = settings;
        servers.add(this, settings, vertx, executor, () -> new PortListener(vertx, settings));
    }

    /** How many questions came. */
    int answered() {
        return answered.get();
    }

    @Override
    public String name() {
        return "m";
    }

    @Override
    public ServerKeys keys() {
        return keys;
    }

    @Override
    public ServedOperation operation() {
        return ServedOperation.CHAT;
    }

    @Override
    public CallReader<ChatCall> reader() {
        return ChatCall.reader(new RequestRules(1, Set.of()), Integer.MAX_VALUE);
    }

    @Override
    public void answer(ChatCall call) {
        answered.incrementAndGet();
        String question = call.request().messages().get(0).text();
        Map<String, Object> message = Map.of("role", "assistant", "content", answers.apply(question));
        Map<String, Object> choice = Map.of("index", 0, "finish_reason", "stop", "message", message);
        Reply reply = new Reply(ChatCompletion.of(Map.of("choices", List.of(choice))), null);
        if (question.startsWith(THINK)) {
            asked.complete(null);
            thought.thenRun(() -> call.answer(reply));
        } else {
            call.answer(reply);
        }
    }

    @Override
    public void close() throws Exception {
        servers.remove(this, settings);
        vertx.close().toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
        executor.shutdown();
    }
}
