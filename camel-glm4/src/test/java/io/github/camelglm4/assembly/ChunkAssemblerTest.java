package io.github.camelglm4.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of chunks are used, and how they are joined. */
class ChunkAssemblerTest {

    private final ChunkAssembler assembler = new ChunkAssembler();

    @Test
    void whiteSpaceIsText() throws IOException {
        add("{'choices':[{'delta':{'content':'\\n'}}]}");
        add("{'choices':[{'delta':{'content':' '}}]}");
        add("{'choices':[{'delta':{'content':'a'}}]}");

        assertThat(assembler.text()).isEqualTo("\n a");
    }

    @Test
    void aCharacterMayBeDividedOverTwoChunks() throws IOException {
        add("{'choices':[{'delta':{'content':'\\ud83d'}}]}");
        add("{'choices':[{'delta':{'content':'\\ude00'}}]}");

        assertThat(assembler.text()).isEqualTo("😀");
    }

    @Test
    void textPartsOfContentListsAreJoined() throws IOException {
        add("{'choices':[{'delta':{'content':[{'type':'thinking','thinking':'x'},{'type':'text','text':'a'}]}}]}");
        add("{'choices':[{'delta':{'content':[{'type':'text','text':'b'}]}}]}");

        assertThat(assembler.completion().text()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning_content", "reasoning"})
    void reasoningHasTwoNames(String name) throws IOException {
        add("{'choices':[{'delta':{'" + name + "':'a'}}]}");
        add("{'choices':[{'delta':{'" + name + "':'b','content':null}}]}");

        assertThat(assembler.completion().message().reasoningContent()).isEqualTo("ab");
        assertThat(assembler.completion().message().content()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '"})
    void theLastFinishReasonThatIsSetCounts(String unset) throws IOException {
        add("{'choices':[{'delta':{},'finish_reason':'stop'}]}");
        add("{'choices':[{'delta':{'content':'more'},'finish_reason':'length'}]}");
        add("{'choices':[{'delta':{},'finish_reason':" + unset + "}]}");

        assertThat(assembler.finishReason()).isEqualTo("length");
        assertThat(assembler.completion().finishReason()).isEqualTo("length");
        assertThat(assembler.text()).isEqualTo("more");
    }

    @Test
    void theLastUsageThatIsSetCountsAndIsNotSummed() throws IOException {
        add("{'choices':[{'delta':{}}],'usage':{'prompt_tokens':6,'completion_tokens':1,'total_tokens':7}}");
        add("{'choices':[],'usage':{'prompt_tokens':6,'completion_tokens':2,'total_tokens':8}}");
        add("{'choices':[{'delta':{}}],'usage':null}");
        add("{'choices':[{'delta':{}}],'usage':{}}");

        assertThat(assembler.completion().usage()).isEqualTo(new Usage(6, 2));
    }

    @Test
    void theFirstIdentityThatIsSetCounts() throws IOException {
        add("{'id':'','created':0,'model':' ','choices':[{'delta':{'role':''}}]}");
        add("{'id':17,'created':1.0,'model':'glm-4','choices':[{'delta':{'role':'assistant'}}]}");
        add("{'id':'other','created':2,'model':'other','choices':[{'delta':{'role':'user'}}]}");

        ChatCompletion answer = assembler.completion();
        assertThat(answer.id()).isEqualTo("17");
        assertThat(answer.created()).isEqualTo(1);
        assertThat(answer.model()).isEqualTo("glm-4");
        assertThat(answer.message().role()).isEqualTo("assistant");
    }

    @Test
    void otherAlternativesAreIgnored() throws IOException {
        add("{'choices':[{'index':1,'delta':{'content':'x'},'finish_reason':'length'}]}");
        add("{'choices':[{'index':1,'delta':{'content':'x'}},{'index':0,'delta':{'content':'a'}}]}");

        assertThat(assembler.completion().choices()).hasSize(1);
        assertThat(assembler.completion().text()).isEqualTo("a");
        assertThat(assembler.finishReason()).isNull();
    }

    @Test
    void withoutAChoiceThereIsNone() throws IOException {
        add("{'id':'c','choices':[]}");
        add("{'id':'c','choices':null}");
        add("{'id':'c'}");

        assertThat(assembler.completion().choices()).isEmpty();
    }

    @Test
    void furtherFieldsAreKept() throws IOException {
        add(
                "{'id':'c','request_id':'r','object':'chat.completion.chunk','choices':[],'web_search':[{'refer':'ref_1'}]}");
        add("{'id':'c','request_id':'','cost':1,'web_search':[{'refer':'ref_1'},{'refer':'ref_2'}]}");
        add("{'id':'c','cost':2,'system_fingerprint':null}");
        add("{'type':'ping'}");

        assertThat(assembler.completion().others())
                .isEqualTo(Map.of(
                        "request_id",
                        "r",
                        "object",
                        "chat.completion",
                        "cost",
                        2,
                        "web_search",
                        List.of(Map.of("refer", "ref_1"), Map.of("refer", "ref_2"))));
    }

    @Test
    void logprobsOfEachTokenAreKeptEvenIfTheyAreAlike() throws IOException {
        ChatCompletionChunk chunk =
                Playback.chunk("{'choices':[{'delta':{'content':'ha'},'logprobs':{'content':[{'logprob':-0.5}]}}]}");
        assembler.add(chunk);
        assembler.add(chunk);

        Map<String, Object> token = Map.of("logprob", -0.5);
        assertThat(assembler.completion().choices().get(0).others())
                .isEqualTo(Map.of("logprobs", Map.of("content", List.of(token, token))));
        assertThat(chunk.first().others()).isEqualTo(Map.of("logprobs", Map.of("content", List.of(token))));
    }

    @Test
    void strayFieldsOfADeltaLeaveNoTrace() throws IOException {
        add("{'choices':[{'delta':{'index':0,'content':'a'}}]}");

        assertThat(assembler.completion().message().others()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'aGVsbG8g','d29ybGQ='", "'aGVs','bG8gd29ybGQ='", "'aGVsbA==','byB3b3JsZA=='"})
    void soundMayComeInPieces(String pieces) throws IOException {
        for (String piece : pieces.split(",")) {
            add("{'choices':[{'delta':{'audio':{'id':'a','data':" + piece + "}}}]}");
        }

        assertThat(assembler.completion().message().others())
                .isEqualTo(Map.of("audio", Map.of("id", "a", "data", "aGVsbG8gd29ybGQ=")));
    }

    @Test
    void theLastUsageInAChoiceCounts() throws IOException {
        add("{'choices':[{'delta':{'content':'a'},'usage':{'total_tokens':1}}]}");
        add("{'choices':[{'delta':{'content':'b'},'usage':{'total_tokens':2}}]}");

        assertThat(assembler.completion().usage().totalTokens()).isEqualTo(2);
    }

    @Test
    void usageOfAChunkCountsBeforeThatOfItsChoice() throws IOException {
        add("{'usage':{'total_tokens':3},'choices':[{'delta':{},'usage':{'total_tokens':1}}]}");

        assertThat(assembler.completion().usage().totalTokens()).isEqualTo(3);
    }

    @Test
    void anAnswerThatDidNotComeStreamedIsOneChunk() throws IOException {
        ChatCompletion answer = ChatCompletion.of(Map.of(
                "id",
                "c",
                "object",
                "chat.completion",
                "usage",
                Map.of("prompt_tokens", 1),
                "choices",
                List.of(Map.of(
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", "Hi", "reasoning_content", "so")))));
        assembler.add(ChatCompletionChunk.of(answer));

        assertThat(assembler.completion()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'choices':[{'delta':{'content':'%s'}}]",
                "'choices':[{'delta':{'reasoning':'%s'}}]",
                "'choices':[{'delta':{'audio':{'data':'%s'}}}]",
                "'choices':[{'delta':{'audio':{'x':['%s']}}}]",
                "'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'%s'}}]}}]",
                "'choices':[{'delta':{'tool_calls':[{'index':0,'type':'mcp','mcp':{'output':'%s'}}]}}]",
                "'choices':[{'delta':{},'stop_reason':'%s'}]",
                "'choices':[{'delta':{},'logprobs':{'content':[{'token':'%s'}]}}]",
                "'id':'c','web_search':[{'content':'%s'}]",
                "'id':'c','x':{'y':'%s'}"
            })
    void allThatIsKeptIsCounted(String chunk) throws IOException {
        add("{" + chunk.formatted("x".repeat(1000)) + "}");
        assertThat(assembler.keptChars()).isBetween(1000L, 1300L);

        add("{" + chunk.formatted("y".repeat(5000)) + "}");
        assertThat(assembler.keptChars()).isBetween(5000L, 6500L);
    }

    private void add(String json) throws IOException {
        assembler.add(Playback.chunk(json));
    }
}
