package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCheckTest {
    private static final String USER = "[{'role': 'user', 'content': 'Hi'}]";

    private final RequestCheck check = new RequestCheck();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                                       | 1210 | not JSON
                    []                                                      | 1210 | JSON object
                    {}                                                      | 1211 | model is missing
                    {"model": "gpt-4", "messages": 1}                       | 1211 | model is "gpt-4"
                    {"model": "glm-4-air"}                                  | 1213 | messages is missing
                    {"model": "glm-4-air", "messages": []}                  | 1214 | messages is []
                    {"model": "glm-4-air", "messages": "Hi"}                | 1214 | messages is "Hi"
                    """)
    void needsAModelAndMessages(String body, String code, String reason) {
        assertRefused(body, code, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"role": "system", "content": "Be brief"}                          | 1214 | no user message
                    {"role": "developer", "content": "Hi"}                             | 1214 | messages[0].role is "developer"
                    {"role": "user", "content": "  "}                                  | 1213 | messages[0].content is blank
                    {"role": "user"}                                                   | 1213 | messages[0].content is blank
                    {"role": "user", "content": 7}                                     | 1214 | messages[0].content is 7
                    {"role": "user", "content": [{"type": "image_url"}]}               | 1210 | part of type "image_url"
                    {"role": "assistant", "content": ""}                               | 1214 | must not both be empty
                    {"role": "tool", "content": "7", "tool_call_id": "call_1"}         | 1214 | tool_call_id is "call_1"
                    """)
    void needsAnOrderlyConversation(String message, String code, String reason) {
        assertRefused("{\"model\": \"glm-4-air\", \"messages\": [" + message + "]}", code, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "temperature": 1.01                         | temperature is 1.01, allowed are numbers from 0.0 to 1.0
                    "temperature": -0.1                         | temperature is -0.1
                    "temperature": "0.5"                        | temperature is "0.5"
                    "top_p": 0                                  | top_p is 0
                    "max_tokens": 0                             | max_tokens is 0
                    "max_tokens": 1.5                           | max_tokens is 1.5
                    "max_tokens": 99999                         | max_tokens is 99999
                    "stop": "END"                               | stop is "END"
                    "stop": ["a", "b", "c", "d", "e"]           | at most 4
                    "stop": [""]                                | stop is [""]
                    "stream": "yes"                             | stream is "yes"
                    "tool_choice": "required"                   | Tool choice must be auto
                    "response_format": {"type": "json_schema"}  | response_format.type is "json_schema"
                    "request_id": "short"                       | request_id is "short"
                    """)
    void needsParametersInTheirRange(String parameter, String reason) {
        assertRefused(
                json("{'model': 'glm-4-air', 'messages': " + USER + "}").replace("]}", "], " + parameter + "}"),
                "1210",
                reason);
    }

    @Test
    void refusesAPromptThatIsTooLong() {
        String text = "字".repeat(131_073);

        assertRefused(OfflineModelTest.request(text).toString(), "1261", "131073 tokens");
    }

    @Test
    void readsWhatTheAnswerDependsOn() {
        ChatRequest request = check.check(json("""
                {'model': 'GLM-4-Flash', 'temperature': 0, 'top_p': 1, 'tool_choice': 'auto', 'unknown': null,
                 'messages': [
                   {'role': 'system', 'content': 'Be brief'},
                   {'role': 'user', 'content': [{'type': 'text', 'text': 'Where is '}, {'type': 'text', 'text': 'it?'}]},
                   {'role': 'assistant', 'content': null, 'tool_calls': [{'id': 'call_1'}]},
                   {'role': 'tool', 'tool_call_id': 'call_1', 'content': 'In Bremen.'}],
                 'stop': ['END'], 'max_tokens': 5, 'stream': true, 'response_format': {'type': 'json_object'},
                 'request_id': 'order-1'}"""));

        assertThat(request.model()).isEqualTo("GLM-4-Flash");
        assertThat(request.instructions()).isEqualTo("Be brief");
        assertThat(request.messages().get(1).text()).isEqualTo("Where is it?");
        assertThat(request.question()).isEqualTo("In Bremen.");
        assertThat(request.stops()).containsExactly("END");
        assertThat(request.maxTokens()).isEqualTo(5);
        assertThat(request.stream()).isTrue();
        assertThat(request.jsonObject()).isTrue();
        assertThat(request.requestId()).isEqualTo("order-1");
    }

    private void assertRefused(String body, String code, String reason) {
        assertThatThrownBy(() -> check.check(body))
                .hasMessageContaining(reason)
                .asInstanceOf(type(ApiError.class))
                .returns(code, ApiError::code)
                .returns(400, ApiError::status);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
