package io.github.camelglm4.examples.offline.operation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** {@code POST /moderations}: a verdict for each part, in order. The model cannot see or hear, so media pass. */
final class ModerationOperation {
    private static final int MAX_CHARACTERS = 2000;
    private static final List<String> MEDIA = List.of("image", "video", "audio");
    private static final String URL = "_url";

    private final Moderator moderator = new Moderator();

    JsonObject answer(JsonObject request) {
        new RequestFields(request).text("model");
        Object input = request.getValue("input");
        JsonArray parts = input instanceof JsonArray list ? list : new JsonArray().add(input);
        if (parts.isEmpty()) {
            throw RefusedException.invalid("input must have at least 1 element, but is an empty list.");
        }
        List<JsonObject> verdicts = IntStream.range(0, parts.size())
                .mapToObj(index -> verdict(parts.getValue(index)).json())
                .toList();
        JsonObject calls = new JsonObject().put("call_count", verdicts.size());
        return new JsonObject()
                .put("result_list", new JsonArray(verdicts))
                .put("usage", new JsonObject().put("moderation_text", calls));
    }

    private Verdict verdict(Object part) {
        if (!(part instanceof JsonObject object)) {
            return textVerdict(new RequestFields(new JsonObject().put("input", part)).text("input"));
        }
        Object type = object.getValue("type");
        if ("text".equals(type)) {
            return textVerdict(new RequestFields(object).text("text"));
        }
        return MEDIA.stream()
                .filter(media -> (media + URL).equals(type))
                .map(media -> new Verdict(media, RiskLevel.PASS, List.of()))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid(
                        "type must be text, image_url, video_url or audio_url, but is " + type + "."));
    }

    private Verdict textVerdict(String text) {
        RequestFields.requireLength("input", text, MAX_CHARACTERS);
        return moderator.verdict(text);
    }
}
