package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.Glm4BatchHeaders;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The requests that a batch of records becomes. */
public final class BatchRequests {
    private BatchRequests() {}

    /** The texts, with the places of their records as the IDs of the requests. */
    public static List<Message> of(@Body List<Exchange> batch) {
        return messages(batch)
                .filter(message -> !isBlank(message))
                .map(BatchRequests::withId)
                .toList();
    }

    /** The records without a text. */
    public static List<Message> blank(@Body List<Exchange> batch) {
        return messages(batch).filter(BatchRequests::isBlank).toList();
    }

    private static Stream<Message> messages(List<Exchange> batch) {
        return batch.stream().map(Exchange::getMessage);
    }

    private static boolean isBlank(Message message) {
        String text = message.getBody(String.class);
        return text == null || text.isBlank();
    }

    private static Message withId(Message message) {
        message.setHeader(Glm4BatchHeaders.REQUEST_ID, RecordId.of(message).toString());
        return message;
    }
}
