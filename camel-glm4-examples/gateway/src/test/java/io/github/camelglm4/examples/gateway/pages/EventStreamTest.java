package io.github.camelglm4.examples.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** event-stream.js in a browser. */
class EventStreamTest {
    private static RunningGateway gateway;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        gateway = ChatGateway.start();
        browser.open(gateway.url());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void linesEndInThreeWays() {
        assertThat(events("data: a\n\ndata: b\r\rdata: c\r\n\r\ndata: d\r\n\rdata: e\n\r\n"))
                .containsExactly("message a", "message b", "message c", "message d", "message e");
    }

    @Test
    void anEventCanHaveSeveralLinesAndAType() {
        assertThat(events("event: error\ndata: one\ndata:  two\ndata\nid: 7\nretry: 1\nother: x\n\ndata:three\n\n"))
                .containsExactly("error one\n two\n", "message three");
    }

    @Test
    void aLineThatIsCutInTheMiddleOfItsEndIsOneLine() {
        assertThat(events("data: one\r\ndata: two\r\n\r\n")).containsExactly("message one\ntwo");
    }

    @Test
    void commentsAndEventsWithoutDataAreNotReported() {
        assertThat(events(": keep-alive\n\n:\n\nevent: ping\n\ndata: a\n: inside\n\n"))
                .containsExactly("message a");
    }

    @Test
    void anEventThatIsCutOffIsNotReported() {
        assertThat(events("data: a\n\ndata: b\n")).containsExactly("message a");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstLine() {
        assertThat(events("\uFEFFdata: a\n\n")).containsExactly("message a");
    }

    @Test
    void charactersCanBeCutAnywhere() {
        assertThat(events("data: Grüße 你好 🙂\n\n")).containsExactly("message Grüße 你好 🙂");
    }

    @Test
    void anEventHasALimit() {
        Object failure = browser.runModule("event-stream.js", """
                const parser = new module.EventParser();
                const piece = 'x'.repeat(1024 * 1024);
                parser.read('data: ');
                try {
                    for (let i = 0; i < 20; i++) { parser.read(piece); }
                    return 'no limit';
                } catch (failure) { return failure.message; }
                """);
        assertThat(failure).isEqualTo("An event is longer than 8388608 characters");
    }

    /** The loop over the events can end early: then the connection is closed. */
    @Test
    void leavingTheLoopCancelsTheStream() {
        Object canceled = browser.runModule("event-stream.js", """
                let canceled = false;
                const body = new ReadableStream({
                    pull(controller) { controller.enqueue(new TextEncoder().encode('data: a\\n\\n')); },
                    cancel() { canceled = true; },
                });
                for await (const event of module.readEvents(body)) { break; }
                return canceled;
                """);
        assertThat(canceled).isEqualTo(true);
    }

    /** The events are the same, wherever the bytes are cut. */
    @SuppressWarnings("unchecked")
    private static List<String> events(String text) {
        return (List<String>) browser.runModule("event-stream.js", """
                const bytes = new TextEncoder().encode(argument);
                const read = async size => {
                    const body = new ReadableStream({
                        start(controller) {
                            for (let at = 0; at < bytes.length; at += size) {
                                controller.enqueue(bytes.slice(at, at + size));
                                controller.enqueue(new Uint8Array(0));
                            }
                            controller.close();
                        },
                    });
                    const events = [];
                    for await (const {type, data} of module.readEvents(body)) { events.push(type + ' ' + data); }
                    return events;
                };
                const all = await read(bytes.length);
                for (let size = 1; size < bytes.length; size++) {
                    const cut = await read(size);
                    if (JSON.stringify(cut) !== JSON.stringify(all)) { return ['cut after ' + size, ...cut]; }
                }
                return all;
                """, text);
    }
}
