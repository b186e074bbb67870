package io.github.camelglm4.examples.offline;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.examples.offline.Turn.Finding;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.util.List;
import java.util.stream.Stream;

/** Creates the answer to a request. The answer depends on the request only: equal requests get equal answers. */
final class Answering {
    private final Summarizer summarizer = new Summarizer();
    private final Categorizer categorizer = new Categorizer();
    private final ToolChooser toolChooser = new ToolChooser();

    Answer answer(ChatRequest request) {
        List<ToolCall> calls = toolChooser.next(request.tools(), request.turn());
        return calls.isEmpty() ? inWords(request) : Answer.calls(calls, request.promptTokens());
    }

    private Answer inWords(ChatRequest request) {
        String whole = whole(request);
        String stopped = beforeStop(whole, request);
        String text = Tokens.cut(stopped, request.maxTokens());
        String finishReason = text.length() < stopped.length() ? "length" : "stop";
        return Answer.text(text, finishReason, request.promptTokens());
    }

    private String whole(ChatRequest request) {
        List<Finding> findings = request.turn().findings();
        String summary = findings.isEmpty() ? fromTheConversation(request) : Findings.text(findings);
        if (!request.schema().isMissingNode()) {
            return Json.text(new SchemaFiller(request.schema(), request.turn(), summary, categorizer).answer());
        }
        if (!wantsJson(request)) {
            return Questions.isRepeated(summary, request.question()) ? Questions.NO_ANSWER : summary;
        }
        String category = categorizer.categorize(request.question(), request.instructions());
        return Json.text(Json.object().put("summary", summary).put("category", category));
    }

    private String fromTheConversation(ChatRequest request) {
        return Excerpt.of(request.question())
                .or(() -> Recollection.of(request).map(said -> "You said: " + said))
                .orElseGet(() -> summarizer.summarize(request.question()));
    }

    /** Whether the request or its instructions ask for JSON. Some services have no option for it. */
    private static boolean wantsJson(ChatRequest request) {
        return request.jsonObject()
                || Stream.of("JSON", "summary", "category").allMatch(request.instructions()::contains);
    }

    private static String beforeStop(String text, ChatRequest request) {
        int end = request.stops().stream()
                .mapToInt(text::indexOf)
                .filter(found -> found >= 0)
                .min()
                .orElse(text.length());
        return text.substring(0, end);
    }
}
