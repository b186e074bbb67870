package io.github.camelglm4.chat;

import io.github.camelglm4.client.auth.Secrets;
import java.util.List;
import java.util.Objects;

/**
 * What the chunks of one answer call themselves: id, model and finish reasons. They become headers, tags of meters and
 * words in messages, so that they are made printable, and free of secrets that a service echoes, as soon as they are
 * read. What the model said stays as it is. {@link ChatCompletion#withNames} does the same with a whole answer. Not
 * safe for use by several threads at once.
 */
public final class AnswerNames {

    private final Secrets secrets;
    private String id;
    private String shownId;
    private String model;
    private String shownModel;

    /** @param secrets what must not be shown */
    public AnswerNames(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The chunk with names that can be shown; the same object if nothing changes. Equal ids and models are looked at
     * once.
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

    /** Called for each chunk, so that it must not allocate. */
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
