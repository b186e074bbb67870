package io.github.camelglm4.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ToolCall;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Servers and proxies identify the fragments of a tool call in different ways; each known way gives the same calls. */
class ToolCallDialectsTest {

    private static final ToolCall PARIS = new ToolCall("c1", "function", "weather", "{\"city\":\"Paris\"}");
    private static final ToolCall ROME = new ToolCall("c2", "function", "weather", "{\"city\":\"Rome\"}");

    @Test
    void fragmentsByIndexThatTakeTurns() throws IOException {
        assertThat(
                        calls(
                                "[{'index':0,'id':'c1','type':'function','function':{'name':'weather','arguments':''}}]",
                                "[{'index':1,'id':'c2','type':'function','function':{'name':'weather','arguments':'{|city'}}]",
                                "[{'index':0,'function':{'arguments':'{|city|:|Par'}}]",
                                "[{'index':1,'function':{'arguments':'|:|Rome|}'}},{'index':0,'function':{'arguments':'is|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void blankIdAndNameInLaterFragments() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'c1','type':'function','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'index':0,'id':'','type':'','function':{'name':'','arguments':'|Paris'}}]",
                        "[{'index':0,'id':null,'type':null,'function':{'name':null,'arguments':'|}'}}]"))
                .containsExactly(PARIS);
    }

    @Test
    void noIdAtAll() throws IOException {
        List<ToolCall> calls = calls(
                "[{'index':0,'type':'function','function':{'name':'weather','arguments':'{|city|:'}}]",
                "[{'index':0,'function':{'arguments':'|Paris|}'}}]");

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).id()).startsWith("call_");
        assertThat(calls.get(0).arguments()).isEqualTo(PARIS.arguments());
    }

    @Test
    void aMadeUpIdStaysTheSame() throws IOException {
        ChunkAssembler assembler = new ChunkAssembler();
        assembler.add(Playback.chunk("{'choices':[{'delta':{'tool_calls':[{'function':{'name':'f'}}]}}]}"));

        assertThat(assembler.completion()).isEqualTo(assembler.completion());
    }

    @Test
    void numbersAsIds() throws IOException {
        assertThat(calls(
                        "[{'id':17,'function':{'name':'f','arguments':'{'}}]",
                        "[{'id':17,'function':{'arguments':'}'}}]"))
                .containsExactly(new ToolCall("17", "function", "f", "{}"));
    }

    @Test
    void noIndexInFragments() throws IOException {
        assertThat(calls(
                        "[{'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'function':{'arguments':'|Paris|}'}}]",
                        "[{'id':'c2','function':{'name':'weather','arguments':''}}]",
                        "[{'id':'c2','function':{'arguments':'{|city|:|Rome|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void noIndexWithSeveralCallsInOneDelta() throws IOException {
        assertThat(calls(
                        "[{'id':'c1','function':{'name':'weather','arguments':''}},{'id':'c2','function':{'name':'weather'}}]",
                        "[{'function':{'arguments':'{|city|:|Par'}},{'function':{'arguments':'{|city|:|Ro'}}]",
                        "[{'function':{'arguments':'is|}'}},{'function':{'arguments':'me|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void neitherIndexNorIdWithSeveralWholeCallsInOneDelta() throws IOException {
        assertThat(calls("[{'function':{'name':'f','arguments':'{|a|:1}'}},{'function':{'name':'f','arguments':''}}]"))
                .extracting(ToolCall::name, ToolCall::arguments)
                .containsExactly(tuple("f", "{\"a\":1}"), tuple("f", "{}"));
    }

    @Test
    void neitherIndexNorIdWithSeveralFragmentsThatRepeatTheName() throws IOException {
        assertThat(calls(
                        "[{'function':{'name':'f','arguments':'{|a|'}},{'function':{'name':'f','arguments':'{|b|'}}]",
                        "[{'function':{'name':'f','arguments':':1}'}},{'function':{'name':'f','arguments':':2}'}}]"))
                .extracting(ToolCall::arguments)
                .containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void indexZeroForAllCalls() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'index':0,'id':'c1','function':{'arguments':'|Paris|}'}}]",
                        "[{'index':0,'id':'c2','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'index':0,'function':{'arguments':'|Rome|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void indexZeroForAllWholeCallsOfOneDelta() throws IOException {
        assertThat(calls("[{'index':0,'id':'c1','function':{'name':'weather','arguments':'{|city|:|Paris|}'}},"
                        + "{'index':0,'id':'c2','function':{'name':'weather','arguments':'{|city|:|Rome|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void indexZeroForAllCallsWithoutIds() throws IOException {
        assertThat(calls(
                        "[{'index':0,'function':{'name':'weather','arguments':'{|city|:|Paris|}'}}]",
                        "[{'index':0,'function':{'name':'weather','arguments':''}}]",
                        "[{'index':0,'function':{'arguments':'{|city|:|Rome|}'}}]",
                        "[{'index':0,'function':{'name':'clock'}}]"))
                .extracting(ToolCall::name, ToolCall::arguments)
                .containsExactly(
                        tuple("weather", PARIS.arguments()), tuple("weather", ROME.arguments()), tuple("clock", "{}"));
    }

    @Test
    void indexMinusOne() throws IOException {
        assertThat(
                        calls(
                                "[{'index':-1,'id':'c1','type':'function','function':{'name':'weather','arguments':'{|city|:|Paris|}'}}]",
                                "[{'index':-1,'id':'c2','type':'function','function':{'name':'weather','arguments':'{|city|:|Rome|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void idThatChangesBetweenFragments() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'c1','function':{'name':'weather','arguments':''}}]",
                        "[{'index':0,'id':'toolcall0','function':{'arguments':'{|city|:'}}]",
                        "[{'index':0,'id':'toolcall0','function':{'name':'','arguments':'|Paris|}'}}]"))
                .containsExactly(PARIS);
    }

    @Test
    void nameRepeatedInEachFragment() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'index':0,'function':{'name':'weather','arguments':'|Paris|}'}}]",
                        "[{'index':0,'function':{'name':'weather','arguments':''}}]"))
                .containsExactly(PARIS);
    }

    @Test
    void nameRepeatedInEachFragmentWithoutIndex() throws IOException {
        assertThat(calls(
                        "[{'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}]",
                        "[{'function':{'name':'weather','arguments':'|Paris'}}]",
                        "[{'id':'','function':{'name':'weather','arguments':'|}'}}]"))
                .containsExactly(PARIS);
    }

    @Test
    void emptyListsInEachChunk() throws IOException {
        assertThat(Playback.ofDeltas("{'content':'a','tool_calls':[]}", "{'content':'b','tool_calls':[]}")
                        .message()
                        .others())
                .isEmpty();
    }

    @Test
    void entriesThatSayNothing() throws IOException {
        assertThat(calls("[{}, {'index':0}, {'index':-1,'id':'','function':{}}]"))
                .isEmpty();
    }

    @Test
    void argumentsThatAreMissingNullOrAnObject() throws IOException {
        assertThat(calls(
                        "[{'index':0,'id':'a','function':{'name':'f'}}]",
                        "[{'index':1,'id':'b','function':{'name':'f','arguments':null}}]",
                        "[{'index':2,'id':'c','function':{'name':'f','arguments':{'city':'Paris'}}}]"))
                .extracting(ToolCall::arguments)
                .containsExactly("{}", "{}", "{\"city\":\"Paris\"}");
    }

    @Test
    void bracesAndQuotationMarksWithinArgumentsEndNothing() throws IOException {
        assertThat(calls(
                        "[{'index':0,'function':{'name':'f','arguments':'{|text|:|} ]'}}]",
                        "[{'index':0,'function':{'name':'f','arguments':' \\\\|{'}}]",
                        "[{'index':0,'function':{'name':'f','arguments':'|}'}}]",
                        "[{'index':0,'function':{'name':'f','arguments':'{}'}}]"))
                .extracting(ToolCall::arguments)
                .containsExactly("{\"text\":\"} ] \\\"{\"}", "{}");
    }

    @Test
    void fragmentsByIdAloneThatTakeTurns() throws IOException {
        assertThat(calls(
                        "[{'id':'c1','function':{'name':'weather','arguments':'{|city|:|Par'}}]",
                        "[{'id':'c2','function':{'name':'weather','arguments':'{|city|:|Rome'}}]",
                        "[{'id':'c1','function':{'name':'weather','arguments':'is|}'}}]",
                        "[{'id':'c2','function':{'arguments':'|}'}}]"))
                .containsExactly(PARIS, ROME);
    }

    @Test
    void argumentsInPiecesOfOneCharacter() throws IOException {
        String[] lists = new String[PARIS.arguments().length()];
        for (int i = 0; i < lists.length; i++) {
            String piece = PARIS.arguments().substring(i, i + 1).replace('"', '|');
            lists[i] = "[{'index':0,'id':'c1','function':{'name':'weather','arguments':'" + piece + "'}}]";
        }

        assertThat(calls(lists)).containsExactly(PARIS);
    }

    @Test
    void argumentsCutByTheLengthLimitStayCut() throws IOException {
        assertThat(calls("[{'index':0,'id':'c1','function':{'name':'weather','arguments':'{|city|:|Pa'}}]"))
                .extracting(ToolCall::arguments)
                .containsExactly("{\"city\":\"Pa");
    }

    @Test
    void callsThatTheServiceRunsItself() throws IOException {
        ChatCompletion answer = Playback.ofDeltas("{'tool_calls':["
                + "{'id':'m1','type':'mcp','mcp':{'type':'mcp_call','name':'search','output':'ok'}},"
                + "{'id':'c1','type':'function','function':{'name':'weather','arguments':'{|city|:|Paris|}'}}]}"
                        .replace("|", "\\\""));

        assertThat(answer.message().toolCalls())
                .filteredOn(ToolCall::isFunction)
                .containsExactly(PARIS);
        assertThat(answer.message().others().get("tool_calls"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .isEqualTo(Map.of(
                        "id",
                        "m1",
                        "type",
                        "mcp",
                        "mcp",
                        Map.of("type", "mcp_call", "name", "search", "output", "ok")));
    }

    @Test
    void finishReasonWithoutACall() throws IOException {
        ChunkAssembler assembler = new ChunkAssembler();
        assembler.add(Playback.chunk("{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}"));

        assertThat(assembler.completion().message().toolCalls()).isEmpty();
        assertThat(assembler.finishReason()).isEqualTo("tool_calls");
    }

    /** The calls in deltas with these lists; apostrophes stand for quotation marks, bars for those within arguments. */
    private static List<ToolCall> calls(String... lists) throws IOException {
        String[] deltas = new String[lists.length];
        for (int i = 0; i < lists.length; i++) {
            deltas[i] = "{'tool_calls':" + lists[i].replace("|", "\\\"") + "}";
        }
        return Playback.ofDeltas(deltas).message().toolCalls();
    }
}
