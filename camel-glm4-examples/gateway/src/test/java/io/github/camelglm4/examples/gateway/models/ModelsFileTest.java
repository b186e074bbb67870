package io.github.camelglm4.examples.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.yaml.YamlException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of models is read as it is meant, or rejected with line and field. */
class ModelsFileTest {

    @Test
    void readsModels() {
        assertThat(ModelsFile.read("""
                - name: fast
                  upstreams:
                    - model: GLM-4-Flash
                      weight: 3
                    - model: local/glm-4:9b
                      baseUrl: http://gpu_1:8000/v1
                  fallbacks:
                    - model: GLM-4-Air
                      apiKey: sk-other
                  coolDown: 1m30s
                - name: "*"
                  upstreams: [{model: "*"}]
                """, UnaryOperator.identity()))
                .containsExactly(
                        new GatewayModel(
                                "fast",
                                List.of(
                                        new Upstream("GLM-4-Flash", 3, null, null),
                                        new Upstream("local/glm-4:9b", 1, "http://gpu_1:8000/v1", null)),
                                List.of(new Upstream("GLM-4-Air", 1, null, "sk-other")),
                                Duration.ofSeconds(90)),
                        new GatewayModel(
                                "*", List.of(new Upstream("*", 1, null, null)), List.of(), Duration.ofSeconds(30)));
    }

    @Test
    void replacesPlaceholders() {
        assertThat(ModelsFile.read(
                        "[{name: a, upstreams: [{model: m, apiKey: '{{env:KEY}}'}]}]",
                        text -> text.replace("{{env:KEY}}", "sk-1 ")))
                .singleElement()
                .satisfies(
                        model -> assertThat(model.upstreams().get(0).apiKey()).isEqualTo("sk-1"));
    }

    @Test
    void namesAPlaceholderWithoutAValueButNotItsDefault() {
        assertThatThrownBy(() -> ModelsFile.read(
                        "- name: a\n  upstreams:\n  - model: m\n    apiKey: '{{env:KEY:SECRET}}'\n", text -> {
                            if (text.contains("{{")) {
                                throw new IllegalArgumentException(text);
                            }
                            return text;
                        }))
                .hasMessage("line 4: [0].upstreams[0].apiKey refers to env:KEY, which has no value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a}|line 1: the document must be a list of models",
                "[]|line 1: the document has no models",
                "- {name: a, upstream: [{model: m}]}|[0].upstream is not a field of a model. Did you mean upstreams?",
                "- {upstreams: [{model: m}]}|[0] has no name",
                "- {name: a}|[0] has no upstreams",
                "- {name: a, upstreams: []}|[0].upstreams must have at least one entry",
                "- {name: a, upstreams: m}|[0].upstreams must be a list of upstreams",
                "- {name: a, upstreams: [{weight: 1}]}|[0].upstreams[0] has no model",
                "- {name: a b, upstreams: [{model: m}]}|[0].name must be the name of a model",
                "- {name: 'a*', upstreams: [{model: m}]}|[0].name must be the name of a model",
                "- {name: a, upstreams: [{model: m, weight: 0}]}|weight must be a whole number from 1, but is 0",
                "- {name: a, upstreams: [{model: m, weight: -1}]}|weight must be a whole number from 1, but is -1",
                "- {name: a, upstreams: [{model: m, weight: 2000000}]}|weight must be at most 1000000",
                "- {name: a, upstreams: [{model: m}], fallbacks: [{model: n, weight: 2}]}|[0].fallbacks[0].weight is not"
                        + " a field of a fallback",
                "- {name: a, upstreams: [{model: m}, {model: m, weight: 2}]}|[0].upstreams[1] is there twice: m",
                "- {name: a, upstreams: [{model: m}], fallbacks: [{model: m}]}|[0].fallbacks[0] is there twice: m",
                "- {name: a, upstreams: [{model: m}], coolDown: soon}|coolDown must be a duration such as 30s or 1m30s,"
                        + " from 0s to 24h, but is soon",
                "- {name: a, upstreams: [{model: m}], coolDown: -1s}|but is -1s",
                "- {name: a, upstreams: [{model: m}], coolDown: 25h}|but is 25h",
                "- {name: a, upstreams: [{model: m, baseUrl: 'ftp://x'}]}|[0].upstreams[0].baseUrl is wrong: baseUrl must"
                        + " be an http or https URL",
                "- {name: a, upstreams: [{model: m, baseUrl: 'http://u:SECRET@x'}]}|must not contain a user",
                "- {name: a, upstreams: [{model: m, apiKey: 'SECRET 1'}]}|[0].upstreams[0].apiKey is wrong: the key"
                        + " contains a character that keys cannot have",
                "- {name: a, upstreams: [{model: m, apikey: SECRET}]}|apikey is not a field of an upstream. Did you mean"
                        + " apiKey?",
                "- {name: a, upstreams: [{model: m, apiKey: SECRET|the text is not YAML",
            })
    void rejectsWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> ModelsFile.read(text, UnaryOperator.identity()))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("line 1: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void aPlaceholderWithoutQuotesIsAMap() {
        assertThatThrownBy(() -> ModelsFile.read(
                        "- name: a\n  upstreams:\n  - model: m\n    apiKey: {{env:KEY}}\n", UnaryOperator.identity()))
                .hasMessage("line 4: [0].upstreams[0].apiKey must be a text; a placeholder needs quotes:"
                        + " \"{{env:NAME}}\"");
    }

    @Test
    void namesTheLineOfTheSecondName() {
        assertThatThrownBy(() -> ModelsFile.read("""
                - name: fast
                  upstreams: [{model: m}]
                - upstreams: [{model: m}]
                  name: Fast
                """, UnaryOperator.identity()))
                .hasMessage("line 4: [1].name is the name of another model too: Fast");
    }

    @Test
    void keysAreNotShown() {
        assertThat(new Upstream("m", 1, "https://api.example.com/v1?key=SECRET", "SECRET"))
                .hasToString("m at api.example.com:443");
    }
}
