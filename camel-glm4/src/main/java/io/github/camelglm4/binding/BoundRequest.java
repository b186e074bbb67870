package io.github.camelglm4.binding;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.util.List;

/**
 * A request made of a message.
 *
 * @param request     what is sent
 * @param said        its messages without the instructions of the endpoint
 * @param typed       whether the body was a ChatCompletionRequest, whose sender expects a ChatCompletion
 * @param offersTools whether the tools of the endpoint go with it: not where a caller demands a call of its own functions
 */
public record BoundRequest(ChatCompletionRequest request, List<ChatMessage> said, boolean typed, boolean offersTools) {}
