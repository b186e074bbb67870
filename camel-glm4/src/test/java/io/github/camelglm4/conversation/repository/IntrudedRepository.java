package io.github.camelglm4.conversation.repository;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;

/** A repository that lets another writer in between get and add: it appends a turn of its own. */
final class IntrudedRepository extends MemoryAggregationRepository {

    private final int intrusionsPerTurn;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger intrusions = new AtomicInteger();

    /** @param intrusionsPerTurn how often in a row another writer is faster */
    IntrudedRepository(int intrusionsPerTurn) {
        super(true);
        this.intrusionsPerTurn = intrusionsPerTurn;
        left.set(intrusionsPerTurn);
    }

    int intrusions() {
        return intrusions.get();
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange before, Exchange after) {
        if (left.getAndDecrement() > 0) {
            intrude(context, key);
        } else {
            left.set(intrusionsPerTurn);
        }
        return super.add(context, key, before, after);
    }

    private void intrude(CamelContext context, String key) {
        Exchange now = get(context, key);
        String said = "intruder " + intrusions.incrementAndGet();
        List<Object> messages = new ArrayList<>(now == null ? List.of() : messages(now));
        messages.add(Map.of("role", "user", "content", said));
        messages.add(Map.of("role", "assistant", "content", "re: " + said));
        Exchange with = new DefaultExchange(context);
        with.getMessage().setBody(Json.writeText(messages));
        super.add(context, key, now, with);
    }

    private static List<?> messages(Exchange stored) {
        try {
            return (List<?>) Json.readValue(stored.getMessage().getBody(String.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
