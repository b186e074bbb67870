package io.github.camelglm4.conversation.repository;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.conversation.ConversationStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.junit.jupiter.api.Test;

/** The filter that docs/conversations.md recommends: histories pass, other objects do not. */
class JdbcFilterTest extends JdbcRepositoryTest {

    private static final String FILTER =
            "maxdepth=10;maxrefs=1000;java.lang.*;java.util.*;org.apache.camel.support.*;!*";

    private ConversationStore store;

    @Override
    protected ConversationStore createStore(ExecutorService threads) throws Exception {
        store = super.createStore(threads);
        return store;
    }

    @Override
    OptimisticLockingAggregationRepository createRepository() throws SQLException {
        JdbcAggregationRepository repository = (JdbcAggregationRepository) super.createRepository();
        repository.setDeserializationFilter(FILTER);
        return repository;
    }

    @Test
    void isTheOneOfTheDocs() throws IOException {
        assertThat(Files.readString(Path.of("../docs/conversations.md"))).contains("`" + FILTER + "`");
    }

    @Test
    void aRowThatIsNoHistoryIsRefused() throws Exception {
        insert("bomb", serialized(nested(100)));

        assertThatThrownBy(() -> store.read("bomb").toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS))
                .hasStackTraceContaining("filter status: REJECTED");
    }

    /** Each level holds the next one twice: to read it takes a time that doubles with each level. */
    private static Set<Object> nested(int levels) {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < levels; i++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>(Set.of("different"));
            left.add(nextLeft);
            left.add(nextRight);
            right.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private void insert(String id, byte[] exchange) throws SQLException {
        try (Connection connection = database().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into conversations (id, exchange, version) values (?, ?, 1)")) {
            insert.setString(1, id);
            insert.setBytes(2, exchange);
            insert.executeUpdate();
        }
    }
}
