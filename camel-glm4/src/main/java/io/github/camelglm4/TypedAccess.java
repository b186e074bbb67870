package io.github.camelglm4;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.options.TypedOutputReader;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.typed.TypedCourse;
import io.github.camelglm4.typed.TypedOutput;

/** Whether the answers to the exchanges of one started producer become objects, and of which type. Immutable. */
final class TypedAccess {

    private final TypedOutput output;
    private final boolean pushed;
    private final AnswerSettings streams;
    private final Glm4Client client;

    /**
     * Reads the options of the endpoint.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    TypedAccess(Glm4Endpoint endpoint, AnswerSettings streams) {
        output = TypedOutputReader.read(endpoint.getCamelContext(), endpoint.getTyped(), endpoint.getRequest());
        String streamTo = endpoint.getRequest().getStreamTo();
        pushed = streamTo != null && !streamTo.isBlank();
        this.streams = streams;
        client = endpoint.getComponent().client();
    }

    /**
     * The model that answers with objects, or as it is.
     *
     * @param streamed whether it is asked for a stream
     * @throws Glm4RequestException when the body would be that stream
     */
    ChatModel inFrontOf(ChatModel model, boolean streamed) {
        if (output == null) {
            return model;
        }
        if (streamed && !pushed) {
            throw new Glm4RequestException("a typed answer (" + output.type().name()
                    + ") is checked as a whole and cannot be a stream, but one is asked for by the header CamelGlm4Stream"
                    + " or the request; stream=false in the endpoint's options overrides both");
        }
        return new AgentLoop(model, request -> new TypedCourse(request, output), streams, client);
    }
}
