package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.begunThen;
import static io.github.camelglm4.testing.faults.Answers.finish;
import static io.github.camelglm4.testing.faults.Answers.stream;
import static io.github.camelglm4.testing.faults.Fault.BEGINNING;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.stream.Stream;

/** Completions that end early or contain nothing, and streams with missing or unusual ends. */
final class ChatFaults {

    private ChatFaults() {}

    static List<FaultScript> all() {
        return Stream.concat(contents().stream(), EventFaults.all().stream()).toList();
    }

    private static List<FaultScript> contents() {
        return List.of(
                fault("moderation stop")
                        .fails(Glm4ContentFilterException.class)
                        .after(BEGINNING)
                        .unstreamed(Reply.json("""
                                {"choices":[{"index":0,"finish_reason":"sensitive",
                                             "message":{"role":"assistant","content":"fi"}}],
                                 "content_filter":[{"role":"assistant","level":1}]}"""))
                        .status(200)
                        .streamed(begunThen(finish("sensitive"))),
                fault("no content")
                        .answers("")
                        .unstreamed(Reply.json("""
                                {"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":null}}]}"""))
                        .answers("fine")
                        .streamed(stream(EVENTS.replace("},{", "},null,{"))),
                noChoices());
    }

    private static FaultScript noChoices() {
        FaultScript script =
                fault("no choices").fails(Glm4ResponseException.class).says("no choices");
        for (String body : List.of("{\"choices\":[]}", "{\"choices\":null}", "{\"id\":\"x\"}", "{\"choices\":\"x\"}")) {
            script.variant(body).unstreamed(Reply.json(body));
        }
        return script.says().variant("").streamed(Reply.sse("{\"choices\":[]}", "[DONE]"));
    }
}
