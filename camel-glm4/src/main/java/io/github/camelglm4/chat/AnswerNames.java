package io.github.camelglm4.chat;

import io.github.camelglm4.client.auth.Secrets;
import java.util.List;
import java.util.Objects;

/**
 * Makes the names in the chunks of one answer (id, model, finish reasons) printable, and masks secrets that a service
 * echoes in them: names become headers, tags of meters and parts of messages. The text of the model is unchanged.
 * {@link ChatCompletion#withNames} does the same for a complete answer. Not thread-safe.
 */
public final class AnswerNames {

    private final Secrets secrets;
    private String id;
    private String shownId;
    private String model;
    private String shownModel;

    /** @param secrets the secrets to mask */
    public AnswerNames(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Returns the chunk with names that can be shown; the same object if nothing changes. An id or model that repeats
     * is checked only once.
     */
    public ChatCompletionChunk in(ChatCompletionChunk chunk) {
        if (canBeShown(chunk.id(), chunk.model(), chunk.choices())) {
            return chunk;
        }
        return new ChatCompletionChunk(
                shownId,
                chunk.created(),
                shownModel,
                chunk.choices().stream()
                        .map(choice -> new ChatCompletionChunk.Choice(
                                choice.index(),
                                choice.delta(),
                                secrets.showName(choice.finishReason()),
                                choice.others()))
                        .toList(),
                chunk.usage(),
                chunk.others());
    }

    /** Called for each chunk, so it must not allocate. */
    private boolean canBeShown(String newId, String newModel, List<ChatCompletionChunk.Choice> choices) {
        if (!Objects.equals(newId, id)) {
            id = newId;
            shownId = secrets.showName(newId);
        }
        if (!Objects.equals(newModel, model)) {
            model = newModel;
            shownModel = secrets.showName(newModel);
        }
        boolean shown = Objects.equals(shownId, newId) && Objects.equals(shownModel, newModel);
        for (int i = 0; shown && i < choices.size(); i++) {
            String reason = choices.get(i).finishReason();
            shown = reason == null || reason.equals(secrets.showName(reason));
        }
        return shown;
    }
}
