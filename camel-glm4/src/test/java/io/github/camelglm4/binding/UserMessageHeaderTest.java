package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The header with the question replaces a text body, and is added after the messages of a conversation. */
class UserMessageHeaderTest extends MessageTestSupport {

    private static final Map<String, Object> ASKS = Map.of(Glm4Headers.USER_MESSAGE, "你好");

    @Test
    void standsInPlaceOfATextBody() {
        assertThat(sent(MODEL, "not this", ASKS)).containsEntry("messages", userSays("你好"));
    }

    @Test
    void asksWhereThereIsNoBody() {
        assertThat(sent(MODEL, null, ASKS)).containsEntry("messages", userSays("你好"));
        assertThat(sent(MODEL, " ", ASKS)).containsEntry("messages", userSays("你好"));
    }

    @Test
    void asksWhateverTypeTheBodyHas() {
        assertThat(sent(MODEL, new Ticket(7, "no light"), ASKS)).containsEntry("messages", userSays("你好"));
    }

    @Test
    void leavesAStreamUnread() throws Exception {
        server.enqueue(Reply.error(400, "1210", "no"));
        InputStream body = new ByteArrayInputStream(new byte[] {1, 2, 3});

        Exchange exchange = ask(MODEL, body, new HashMap<>(ASKS));

        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(body.available()).isEqualTo(3);
    }

    @Test
    void followsAConversation() {
        List<Map<String, Object>> soFar = List.of(user("Hi"), Map.of("role", "assistant", "content", "Hello"));
        List<Map<String, Object>> all = List.of(soFar.get(0), soFar.get(1), user("你好"));

        assertThat(sent(MODEL, soFar, ASKS)).containsEntry("messages", all);
        assertThat(sent(MODEL, Map.of("messages", soFar), ASKS)).containsEntry("messages", all);
    }
}
