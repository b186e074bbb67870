package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.usage.PresentedKey;
import org.junit.jupiter.api.Test;

class ModelDirectoryTest {

    private final ModelDirectory models = new ModelDirectory();

    @Test
    void modelsOfDifferentOperationsMayHaveTheSameName() {
        ServedModel<?> chat = model(ServedOperation.CHAT, "m");
        ServedModel<?> embeddings = model(ServedOperation.EMBEDDINGS, "m");
        models.add(chat);
        models.add(embeddings);

        assertThat(models.find(ServedOperation.CHAT, "M")).isSameAs(chat);
        assertThat(models.find(ServedOperation.EMBEDDINGS, "M")).isSameAs(embeddings);
        assertThat(models.names(null)).containsExactly("m");
        assertThatThrownBy(() -> models.add(model(ServedOperation.EMBEDDINGS, "m")))
                .hasMessage("another route already serves the model m");
        models.remove(embeddings);
        assertThat(models.find(ServedOperation.EMBEDDINGS, "m")).isNull();
        assertThat(models.find(ServedOperation.CHAT, "m")).isSameAs(chat);
    }

    @Test
    void aModelForEveryNameIsOfOneOperation() {
        ServedModel<?> any = model(ServedOperation.CHAT, ServedModel.ANY);
        ServedModel<?> embeddings = model(ServedOperation.EMBEDDINGS, "embedding-3");
        models.add(any);
        models.add(embeddings);

        assertThat(models.find(ServedOperation.CHAT, "other")).isSameAs(any);
        assertThat(models.find(ServedOperation.EMBEDDINGS, "other")).isNull();
        assertThat(models.find(ServedOperation.EMBEDDINGS, "Embedding-3")).isSameAs(embeddings);
        assertThat(models.names(null)).containsExactly("embedding-3");
    }

    @Test
    void namesAreInAlphabeticalOrderWhateverTheirOperation() {
        models.add(model(ServedOperation.CHAT, "b"));
        models.add(model(ServedOperation.EMBEDDINGS, "a"));
        models.add(model(ServedOperation.EMBEDDINGS, "c"));

        assertThat(models.names(null)).containsExactly("a", "b", "c");
    }

    @Test
    void ofModelsWithOneNameThatOfTheKeyIsFound() {
        ServedModel<?> chat = model(ServedOperation.CHAT, "m", "sk-chat");
        ServedModel<?> embeddings = model(ServedOperation.EMBEDDINGS, "m", "sk-embeddings");
        models.add(chat);
        models.add(embeddings);

        assertThat(models.find("m", new PresentedKey("sk-chat"))).isSameAs(chat);
        assertThat(models.find("m", new PresentedKey("sk-embeddings"))).isSameAs(embeddings);
    }

    private static ServedModel<ChatCall> model(ServedOperation operation, String name) {
        return model(operation, name, null);
    }

    private static ServedModel<ChatCall> model(ServedOperation operation, String name, String keys) {
        return new ServedModel<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ServedOperation operation() {
                return operation;
            }

            @Override
            public ServerKeys keys() {
                return ServerKeys.parse(keys);
            }

            @Override
            public CallReader<ChatCall> reader() {
                throw new AssertionError("is not called");
            }

            @Override
            public void answer(ChatCall call) {
                throw new AssertionError("is not called");
            }
        };
    }
}
