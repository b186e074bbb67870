package io.github.camelglm4.conversation.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.conversation.ConversationStore;
import io.github.camelglm4.conversation.StoredHistory;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option memoryStore: which beans it accepts, and how they store turns. */
class MemoryStoreOptionTest extends Glm4TestSupport {

    private static final String URI = "glm4:GLM-4-Air?memory=true&memoryStore=#bean:store";

    @BeforeEach
    void echo() {
        server.otherwise(request -> Reply.completion(
                "re: " + texts(messages(request)).reduce((a, b) -> b).orElseThrow()));
    }

    @Test
    void theRepositoryIsStartedAndHoldsTheListOfMessages() throws Exception {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        say(URI + "&systemMessage=Be kind.", "I am Anna");

        assertThat(repository.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(stored(repository))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"I am Anna\"},"
                        + "{\"role\":\"assistant\",\"content\":\"re: I am Anna\"}]");
    }

    @Test
    void contextsShareIt() throws Exception {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        say(URI, "I am Anna");

        try (CamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("store", repository);
            other.start();
            other.createProducerTemplate()
                    .requestBodyAndHeader(
                            URI + "&apiKey=k&baseUrl=" + server.baseUrl(),
                            "Who am I?",
                            Glm4Headers.CONVERSATION_ID,
                            "anna");
            assertThat(texts(messages(server.requests().get(1))))
                    .containsExactly("I am Anna", "re: I am Anna", "Who am I?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "#store", "#bean:store"})
    void isNamedAsBeansAre(String name) {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        say("glm4:GLM-4-Air?memory=true&memoryStore=" + name, "I am Anna");

        assertThat(repository.getKeys()).containsExactly("anna");
    }

    @Test
    void mayBeSetInTheApplicationsProperties() throws Exception {
        MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
        Main main = new Main();
        main.bind("store", repository);
        main.addInitialProperty("camel.component.glm4.memory-store", "#bean:store");
        main.addInitialProperty("camel.component.glm4.memory-expiry", "10m");
        main.addInitialProperty("camel.component.glm4.api-key", "k");
        main.addInitialProperty("camel.component.glm4.base-url", server.baseUrl());
        main.start();
        try {
            main.getCamelTemplate()
                    .requestBody("glm4:GLM-4-Air?memory=true&conversationId=anna&maxHistoryTokens=100", "I am Anna");
            assertThat(repository.getKeys()).containsExactly("anna");
        } finally {
            main.stop();
        }
    }

    @Test
    void mayBeSetOnTheComponent() {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        context.getComponent("glm4", Glm4Component.class)
                .getConversationMemory()
                .setMemoryStore(repository);
        say("glm4:GLM-4-Air?memory=true", "I am Anna");

        assertThat(repository.getKeys()).containsExactly("anna");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 60})
    void anotherWritersTurnStaysAndOursFollows(int inARow) throws Exception {
        IntrudedRepository repository = bind(new IntrudedRepository(inARow));

        IntStream.range(0, 20).forEach(i -> say(URI, "question " + i));

        List<String> texts = texts(storedMessages(repository)).toList();
        assertThat(repository.intrusions()).isEqualTo(20 * inARow);
        assertThat(texts).hasSize(2 * 20 * (inARow + 1)).doesNotHaveDuplicates();
        assertThat(texts.stream().filter(text -> text.startsWith("question")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "question " + i).toList());
        for (int i = 0; i < texts.size(); i += 2) {
            assertThat(texts.get(i + 1)).isEqualTo("re: " + texts.get(i));
        }
    }

    @Test
    void whoAlwaysComesTooLateGivesUp() throws Exception {
        IntrudedRepository repository = bind(new IntrudedRepository(Integer.MAX_VALUE));
        Exchange exchange = turn(URI, "I am Anna");

        assertThat(failure(exchange)).isInstanceOfSatisfying(Glm4ConversationException.class, failure -> {
            assertThat(failure).hasMessageContaining("anna").hasMessageContaining("other nodes were faster");
            assertThat(failure.getText()).isEqualTo("re: I am Anna");
            assertThat(failure.isRetryable()).isTrue();
        });
        assertThat(exchange.getMessage().getBody()).isEqualTo("I am Anna");
        assertThat(texts(storedMessages(repository))).noneMatch(text -> text.contains("Anna"));
    }

    @Test
    void aRepositoryThatDoesNotLockIsAnErrorAtTheStart() {
        bind(new MemoryAggregationRepository(false));

        assertThatThrownBy(() -> context.getEndpoint(URI).createProducer().start())
                .hasMessageContaining("memoryStore")
                .hasMessageContaining("optimisticLocking");
    }

    @Test
    void oneThatCannotBeAskedIsAnErrorWithTheFirstAnswer() {
        bind(new MemoryAggregationRepository(true) {
            @Override
            public Exchange add(CamelContext context, String key, Exchange before, Exchange after) {
                throw new UnsupportedOperationException();
            }
        });

        assertThat(failure(turn(URI, "I am Anna"))).isInstanceOfSatisfying(Glm4ConversationException.class, failure -> {
            assertThat(failure).hasMessageContaining("memoryStore").hasMessageContaining("optimistic");
            assertThat(failure.getText()).isEqualTo("re: I am Anna");
        });
    }

    @Test
    void aStoreThatCannotBeReadFailsTheTurnBeforeAnythingIsSent() {
        bind(new BrokenStore(true));
        Exchange exchange = turn(URI, "I am Anna");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ConversationException.class)
                .hasMessageContaining("could not be read")
                .hasRootCauseMessage("broken");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aStoreThatCannotBeWrittenFailsTheTurnWithItsAnswer() {
        bind(new BrokenStore(false));

        assertThat(failure(turn(URI, "I am Anna"))).isInstanceOfSatisfying(Glm4ConversationException.class, failure -> {
            assertThat(failure).hasMessageContaining("could not be stored");
            assertThat(failure.getText()).isEqualTo("re: I am Anna");
        });
    }

    @Test
    void aStoreThatRefusesWhatNobodyChangedIsToldApart() {
        bind(new ConversationStore() {
            @Override
            public CompletionStage<StoredHistory> read(String id) {
                return CompletableFuture.completedFuture(StoredHistory.NONE);
            }

            @Override
            public CompletionStage<Boolean> replace(String id, StoredHistory seen, String json) {
                return CompletableFuture.completedFuture(false);
            }
        });

        assertThat(failure(turn(URI, "I am Anna"))).hasMessageContaining("without a change by another node");
    }

    @Test
    void aRowThatIsNoHistoryIsAnError() {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        Exchange row = context.getEndpoint("direct:x").createExchange();
        row.getMessage().setBody("hello");
        repository.add(context, "anna", null, row);

        assertThat(failure(turn(URI, "I am Anna")))
                .isInstanceOf(Glm4ConversationException.class)
                .hasMessageContaining("anna")
                .hasMessageContaining("list of messages");
    }

    @Test
    void aRowThatIsNoHistoryCanBeForgotten() throws Exception {
        MemoryAggregationRepository repository = bind(new MemoryAggregationRepository(true));
        Exchange row = context.getEndpoint("direct:x").createExchange();
        row.getMessage().setBody("hello");
        repository.add(context, "anna", null, row);

        Exchange exchange = ask(
                URI, "I am Anna", Map.of(Glm4Headers.CONVERSATION_ID, "anna", Glm4Headers.CONVERSATION_RESET, true));

        assertThat(failure(exchange)).isNull();
        assertThat(texts(storedMessages(repository))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "memoryStore=missing, memoryStore",
        "memoryStore=#bean:text, memoryStore",
        "memoryExpiry=0, memoryExpiry",
        "maxConversations=0, maxConversations",
        "maxHistoryMessages=0, maxHistoryMessages",
        "maxHistoryTokens=-1, maxHistoryTokens"
    })
    void wrongOptionsAreErrorsAtTheStart(String option, String named) {
        context.getRegistry().bind("text", new StringBuilder());

        assertThatThrownBy(() -> context.getEndpoint("glm4:GLM-4-Air?memory=true&" + option)
                        .createProducer()
                        .start())
                .hasMessageContaining(named);
    }

    private <T> T bind(T store) {
        context.getRegistry().bind("store", store);
        return store;
    }

    private Exchange turn(String uri, String text) {
        return ask(uri, text, Map.of(Glm4Headers.CONVERSATION_ID, "anna"));
    }

    private void say(String uri, String text) {
        Exchange exchange = turn(uri, text);
        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("re: " + text);
    }

    private String stored(MemoryAggregationRepository repository) {
        return repository.get(context, "anna").getMessage().getBody(String.class);
    }

    private List<?> storedMessages(MemoryAggregationRepository repository) throws Exception {
        return (List<?>) Json.readValue(stored(repository));
    }

    private static List<?> messages(RecordedRequest request) {
        return (List<?>) request.json().get("messages");
    }

    private static Stream<String> texts(List<?> messages) {
        return messages.stream().map(message -> (String) ((Map<?, ?>) message).get("content"));
    }

    /** Fails on threads of its own. */
    private record BrokenStore(boolean unreadable) implements ConversationStore {

        @Override
        public CompletionStage<StoredHistory> read(String id) {
            return unreadable ? failure() : CompletableFuture.completedFuture(StoredHistory.NONE);
        }

        @Override
        public CompletionStage<Boolean> replace(String id, StoredHistory seen, String json) {
            return failure();
        }

        private static <T> CompletionStage<T> failure() {
            return CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("broken");
            });
        }
    }
}
