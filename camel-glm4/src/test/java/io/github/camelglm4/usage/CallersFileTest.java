package io.github.camelglm4.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.yaml.YamlException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of callers is read as it is meant, or refused with line and field. */
class CallersFileTest {

    private static final String BOB_SHA256 = "8b2acae1ab94a4acd1ebe57f50ae3b36ceb5a3de3f1d4a3e6d2b2ff1bf1f6b6c";

    @Test
    void readsYaml() {
        List<Caller> callers = CallersFile.read("""
                # the shop
                - name: alice
                  key: [sk-alice, sk-alice-new]
                  models: [fast, GLM-4*]
                  requestsPerMinute: 60
                  tokensPerMinute: 1000
                  tokensPerDay: 20000
                  tokensPerMonth: 300000
                  maxConcurrentRequests: 4
                  maxTokens: 512
                  expires: 2027-01-31
                - name: bob
                  keySha256: %s
                """.formatted(BOB_SHA256));

        assertThat(callers)
                .containsExactly(
                        new Caller(
                                "alice",
                                Set.of(KeyDigest.of("sk-alice"), KeyDigest.of("sk-alice-new")),
                                List.of("fast", "GLM-4*"),
                                new UsageLimits(60, 1_000, 20_000, 300_000, 4, 512),
                                LocalDate.of(2027, 1, 31)),
                        new Caller("bob", Set.of(KeyDigest.ofHex(BOB_SHA256)), null, UsageLimits.UNLIMITED, null));
    }

    @Test
    void readsJson() {
        assertThat(CallersFile.read("""
                [{"name": "alice", "key": "sk-alice", "models": "fast", "tokensPerDay": 5}]
                """))
                .singleElement()
                .satisfies(caller -> assertThat(caller.models()).containsExactly("fast"))
                .satisfies(caller -> assertThat(caller.limits().tokensPerDay()).isEqualTo(5));
    }

    @Test
    void digestsAreThoseOfTheUsualCommands() {
        assertThat(KeyDigest.ofHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
                .isEqualTo(KeyDigest.of("abc"));
    }

    @Test
    void modelsAreNamesOrBeginnings() {
        Caller caller =
                CallersFile.read("[{name: a, key: k, models: [fast, GLM-4*]}]").get(0);

        assertThat(List.of("fast", "FAST", "glm-4", "GLM-4-Air")).allMatch(caller::mayUse);
        assertThat(List.of("faster", "GLM-5", "")).noneMatch(caller::mayUse);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {name: a, key: SECRET, tokensPerDays: 5}|line 1: [0].tokensPerDays is not a field of a caller. Did"
                        + " you mean tokensPerDay?",
                "- {name: a, key: SECRET, color: red}|line 1: [0].color is not a field of a caller",
                "- {name: a, key: SECRET, tokensPerDay: -1}|line 1: [0].tokensPerDay must be a whole number from 0, but"
                        + " is -1",
                "- {name: a, key: SECRET, maxTokens: 0}|line 1: [0].maxTokens must be a whole number from 1, but is 0",
                "- {name: a, key: SECRET, requestsPerMinute: many}|[0].requestsPerMinute must be a whole number from 0,"
                        + " but is many",
                "- {name: a, key: SECRET, requestsPerMinute: 1.5}|[0].requestsPerMinute must be a whole number",
                "- {name: a, key: SECRET, expires: 2027-02-30}|[0].expires must be a date such as 2027-01-31, but is"
                        + " 2027-02-30",
                "- {name: a, key: SECRET, models: 'GLM*Air'}|[0].models must have an asterisk only at its end",
                "- {name: a, key: SECRET, name: b}|line 1",
                "- {name: a, key: k, SECRET-1: }|line 1: [0] has a field that is not a field of a caller",
                "- {name: a, key: k, SECRET-1: 1, SECRET-1: 2}|line 1",
                "- {name: a}|line 1: [0] has neither key nor keySha256",
                "- {key: SECRET}|line 1: [0] has no name",
                "- {name: '', key: SECRET}|[0].name must be a text",
                "- {name: a, key: }|[0].key must be a text",
                "- {name: a, keySha256: SECRET}|[0].keySha256 must be 64 hexadecimal digits",
                "- {name: a, key: {x: SECRET}}|[0].key must be a text",
                "{name: a, key: SECRET}|line 1: the document must be a list of callers",
                "- SECRET|line 1: [0] must be a map of fields",
                "- {name: a, key: SECRET|the text is not YAML",
            })
    void refusesWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> CallersFile.read(text))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }

    @Test
    void namesTheLineOfTheSecondName() {
        assertThatThrownBy(() -> CallersFile.read("- name: a\n  key: SECRET\n- key: k2\n  name: a\n"))
                .hasMessage("line 4: [1].name is the name of another caller too: a");
    }

    @Test
    void namesTheLineOfTheSecondKey() {
        assertThatThrownBy(() -> CallersFile.read("- name: a\n  key: SECRET\n- name: b\n  key:\n  - k2\n  - SECRET\n"))
                .hasMessage("line 6: [1].key[1] is a key of a already");
    }

    @Test
    void aLargeFileIsRead() {
        assertThat(CallersFile.read("#" + "x".repeat(4_000_000) + "\n- {name: a, key: k}\n"))
                .hasSize(1);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithItsLimit() {
        assertThatThrownBy(() -> CallersFile.read("#" + "x".repeat(32_000_000)))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("more than 32000000 characters");
    }

    @Test
    void aDeepFileIsRefused() {
        assertThatThrownBy(() -> CallersFile.read("[".repeat(200_000)))
                .isInstanceOf(YamlException.class)
                .hasNoCause();
    }

    @Test
    void anEmptyFileIsNoFileOfCallers() {
        assertThatThrownBy(() -> CallersFile.read("# nothing\n")).hasMessageContaining("the document");
    }
}
