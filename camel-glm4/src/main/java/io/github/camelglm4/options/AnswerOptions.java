package io.github.camelglm4.options;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of the answers of an endpoint: complete or streamed, and as which body. */
@UriParams
public class AnswerOptions {

    @UriParam(label = "producer,streaming", enums = "true,false")
    private String stream;

    @UriParam(label = "producer,streaming")
    private String streamTo;

    @UriParam(label = "producer,output", enums = "text,completion")
    private String output;

    public String getStream() {
        return stream;
    }

    /**
     * Whether to request a streaming response; the body is then the stream of its chunks. If not set, the header
     * CamelGlm4Stream or the request in the body decides. If true, the header or the request can turn streaming off. If
     * false, they cannot turn it on, and stream=false is sent to the service.
     */
    public void setStream(String stream) {
        this.stream = stream;
    }

    /** Whether the chunks of streaming responses are sent to an endpoint. */
    public boolean pushesChunks() {
        return Check.isSet(streamTo);
    }

    public String getStreamTo() {
        return streamTo;
    }

    /**
     * URI of an endpoint to which the chunks of a streaming response are sent as they arrive, one after the other, such
     * as direct:onChunk. The exchange itself continues with the complete answer; it fails if the endpoint fails for a
     * chunk. Implies stream=true.
     */
    public void setStreamTo(String streamTo) {
        this.streamTo = streamTo;
    }

    public String getOutput() {
        return output;
    }

    /**
     * Type of the body after the call: text for a String with the text of the answer, completion for the complete
     * ChatCompletion. If not set, completion is used if the body was a ChatCompletionRequest, otherwise text.
     */
    public void setOutput(String output) {
        this.output = output;
    }
}
