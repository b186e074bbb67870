package io.github.camelglm4.sse;

import static io.github.camelglm4.sse.Decoded.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format cases of the web-platform-tests suite "eventsource", and formats of chat servers. */
class SseFormatTest {

    private static final String LONG_TEXT = "long text, ".repeat(40);

    private record Case(String name, String stream, List<Decoded> events) {

        Case withLineEnd(String lineEnd, String lineEndName) {
            return new Case(name + ", " + lineEndName, stream.replace("\n", lineEnd), events);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesWhole(Case each) {
        assertThat(Decoded.all(each.stream.getBytes(UTF_8), Collections.emptySortedSet(), UTF_8))
                .isEqualTo(each.events);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesCutAtAnyByte(Case each) {
        byte[] stream = each.stream.getBytes(UTF_8);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(Decoded.all(stream, new TreeSet<>(List.of(cut)), UTF_8))
                    .as("cut at %d", cut)
                    .isEqualTo(each.events);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesByteByByte(Case each) {
        byte[] stream = each.stream.getBytes(UTF_8);
        TreeSet<Integer> everywhere =
                IntStream.range(0, stream.length).boxed().collect(Collectors.toCollection(TreeSet::new));
        assertThat(Decoded.all(stream, everywhere, UTF_8)).isEqualTo(each.events);
    }

    static Stream<Case> cases() {
        return Stream.of(linesAndFields(), valuesAndText(), endsOfStream())
                .flatMap(group -> group)
                .flatMap(each -> each.stream.contains("\r")
                        ? Stream.of(each)
                        : Stream.of(
                                each.withLineEnd("\n", "LF"),
                                each.withLineEnd("\r", "CR"),
                                each.withLineEnd("\r\n", "CRLF")));
    }

    private static Stream<Case> linesAndFields() {
        return Stream.of(
                messages("format-bom", "\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n", "1", "3"),
                messages("format-bom-2", "\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n", "2", "3"),
                messages(
                        "format-comments",
                        "data:1\n:\0\n:\ndata:2\n:" + LONG_TEXT + "\ndata:3\n:data:fail\n:" + LONG_TEXT
                                + "\ndata:4\n\n",
                        "1\n2\n3\n4"),
                messages("format-newlines", "data:test\r\ndata\ndata:test\r\n\r", "test\n\ntest"),
                messages("line ends mixed", "data:1\r\r\ndata:2\n\r\rdata:3\r\n\ndata:4\r\n\r\n", "1", "2", "3", "4"),
                messages("comment after BOM", "\uFEFF: hello\n\ndata:1\n\n", "1"),
                messages("blank line after BOM", "\uFEFF\ndata:1\n\n", "1"),
                messages("BOM on the second line", "data:1\n\uFEFFdata:2\n\n", "1"),
                messages("two bytes of a BOM", "\uFEC0:1\ndata:2\n\n", "2"),
                messages("format-field-id", "id: 1\ndata:1\n\ndata:2\n\n", "1", "2"),
                messages("format-field-id-2", "id: 1\ndata:1\n\nid\ndata:2\n\n", "1", "2"),
                messages("format-field-id-3", "id: 1\n\ndata:1\n\nid:\n\ndata:2\n\n", "1", "2"),
                messages("format-field-id-null", "id: \0 1\ndata:hello\n\n", "hello"),
                messages("format-field-retry", "retry:03000\ndata:x\n\n", "x"),
                messages("format-field-retry-bogus", "retry:3000\nretry:1000x\ndata:x\n\n", "x"),
                messages("format-field-retry-empty", "retry\ndata:test\n\n", "test"),
                messages(
                        "format-field-unknown",
                        "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n",
                        "test\n\ntest"),
                messages(
                        "names near the known",
                        "dat:1\ndata :2\ndatas:3\nevents:4\neven:5\n\0data:6\nDATA:7\nevent\0:8\n\tdata:9\nlonger\0\0\0\1data:9\ndata:10\n\n",
                        "10"),
                messages("data in another field", LONG_TEXT + "\ndata:1\nx: data:2\n\n", "1"));
    }

    private static Stream<Case> valuesAndText() {
        return Stream.of(
                messages("format-field-data", "data:\n\ndata\ndata\n\ndata:test\n\n", "", "\n", "test"),
                messages(
                        "format-field-parsing",
                        "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n"
                                + " data:32\ndata:4\n\n",
                        "\0\n 2\n1\n3\n\n4"),
                messages("format-leading-space", "data:\ttest\ndata: \ndata:test\n\n", "\ttest\n\ntest"),
                messages("format-null-character", "data:\0\n\n\n\n", "\0"),
                messages("format-utf-8", "data:ok…\n\ndata: 智谱 😀\ndata:é\n\n", "ok…", "智谱 😀\né"),
                messages(
                        "event-data",
                        "data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\ndata\n\ndata:end\n\n",
                        "msg\nmsg",
                        "",
                        "end"),
                messages("colons in the value", "data::1: :\n\n", ":1: :"),
                messages("JSON over two lines", "data: {\"a\":\ndata: \"b\"}\n\n", "{\"a\":\n\"b\"}"),
                events(
                        "format-field-event",
                        "event:test\ndata:x\n\ndata:y\n\n",
                        new Decoded("test", "x"),
                        message("y")),
                events("format-field-event-empty", "event: \ndata:data\n\n", message("data")),
                events("type after data", "data:x\nevent: error\n\n", new Decoded("error", "x")),
                events("last type counts", "event:a\nevent: 错误\ndata:x\n\n", new Decoded("错误", "x")),
                events("type taken back", "event:a\nevent\ndata:x\n\n", message("x")),
                events("type without data is dropped", "event: a\n\ndata: x\n\n", message("x")),
                events(
                        "noise of chat servers",
                        ": keep-alive\n\n\n: OPENROUTER PROCESSING\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n"
                                + "data:\n\ndata:{\"a\":1}\n\ndata: [DONE]\n\n",
                        new Decoded("ping", "{\"type\":\"ping\"}"),
                        message(""),
                        message("{\"a\":1}"),
                        message("[DONE]")));
    }

    private static Stream<Case> endsOfStream() {
        return Stream.of(
                messages(
                        "format-data-before-final-empty-line",
                        "retry:1000\ndata:test1\n\nid:test\ndata:test2\n",
                        "test1",
                        "test2"),
                messages("no line end at the end", "data:1\n\ndata: [DONE]", "1", "[DONE]"),
                messages("name only at the end", "data:1\ndata", "1\n"),
                messages("half a name at the end", "data:1\ndat", "1"),
                messages("colon at the end", "data:", ""),
                events("type at the end", "data:1\nevent: error", new Decoded("error", "1")),
                messages("no data at the end", "data:1\n\nevent: error", "1"),
                messages("comment at the end", "data:1\n\n: bye", "1"),
                messages("empty"),
                messages("blank lines only", "\n\n\n"),
                messages("BOM only", "\uFEFF"));
    }

    private static Case messages(String name) {
        return new Case(name, "", List.of());
    }

    private static Case messages(String name, String stream, String... data) {
        return new Case(name, stream, Stream.of(data).map(Decoded::message).toList());
    }

    private static Case events(String name, String stream, Decoded... events) {
        return new Case(name, stream, List.of(events));
    }
}
