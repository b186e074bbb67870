package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.begun;
import static io.github.camelglm4.testing.faults.Answers.delta;
import static io.github.camelglm4.testing.faults.Answers.finish;
import static io.github.camelglm4.testing.faults.Answers.stream;
import static io.github.camelglm4.testing.faults.Fault.BEGINNING;
import static io.github.camelglm4.testing.faults.Fault.PRIVATE;
import static io.github.camelglm4.testing.faults.Fault.TEXT;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.util.List;

/** Event streams with missing or unusual ends and line ends. */
final class EventFaults {

    private EventFaults() {}

    static List<FaultScript> all() {
        String withoutDone = EVENTS.replace(Transcripts.DONE, "");
        String withNeither = withoutDone.replace(Transcripts.events(finish("stop")), "");
        return List.of(
                fault("finish reason, but no `[DONE]`").streamed(stream(withoutDone)),
                fault("neither finish reason nor `[DONE]`")
                        .fails(Glm4TruncatedException.class)
                        .retryable()
                        .after(TEXT)
                        .status(200)
                        .streamed(stream(withNeither))
                        .variant("in pieces")
                        .after(BEGINNING)
                        .streamed(begun().lastChunk()),
                fault("events after `[DONE]`").streamed(stream(EVENTS + Transcripts.events(delta(PRIVATE)))),
                fault("CRLF line ends").streamed(stream(EVENTS.replace("\n", "\r\n"))),
                fault("CR line ends").streamed(stream(EVENTS.replace("\n", "\r"))),
                fault("byte order mark, comments, other fields")
                        .streamed(stream("\uFEFF: comment\nretry: 10\n" + EVENTS.replace("data: ", "id: 7\ndata:"))),
                fault("event over two lines").streamed(stream(EVENTS.replace(",\"choices\"", ",\ndata: \"choices\""))),
                fault("JSON document instead of a stream").streamed(Reply.completion(TEXT)));
    }
}
