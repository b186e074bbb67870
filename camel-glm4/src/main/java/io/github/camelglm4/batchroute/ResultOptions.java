package io.github.camelglm4.batchroute;

import io.github.camelglm4.options.AnswerOptions;
import io.github.camelglm4.options.BodyOptions;
import io.github.camelglm4.options.OutputOptions;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of answers: of what the model is told about them, and of the bodies that they become. */
@UriParams
public class ResultOptions {

    @UriParam(label = "consumer,output", defaultValue = "text", enums = "text,completion")
    private String output = "text";

    @UriParam(label = "consumer,output", defaultValue = "false")
    private boolean stripThinking;

    @UriParam(label = "output")
    private String outputClass;

    @UriParam(label = "output")
    @Metadata(supportFileReference = true, largeInput = true)
    private String outputSchema;

    @UriParam(label = "producer,output", enums = "prompt,json_schema", defaultValue = "prompt")
    private String outputMode = "prompt";

    /** The options of typed answers, as an endpoint {@code glm4} has them. An answer is never requested again. */
    OutputOptions typed() {
        OutputOptions typed = new OutputOptions();
        typed.setOutputClass(outputClass);
        typed.setOutputSchema(outputSchema);
        typed.setOutputMode(outputMode);
        typed.setOutputRetries(0);
        return typed;
    }

    AnswerOptions answers() {
        AnswerOptions answers = new AnswerOptions();
        answers.setOutput(output);
        return answers;
    }

    /** @param input how each body of a submission is interpreted */
    BodyOptions bodies(String input) {
        BodyOptions bodies = new BodyOptions();
        bodies.setInput(input);
        bodies.setStripThinking(stripThinking);
        return bodies;
    }

    public String getOutput() {
        return output;
    }

    /**
     * Type of the body of a delivered exchange: text for a String with the text of the answer, completion for the
     * complete ChatCompletion.
     */
    public void setOutput(String output) {
        this.output = output;
    }

    public boolean isStripThinking() {
        return stripThinking;
    }

    /**
     * Whether to move reasoning to the header CamelGlm4ReasoningContent, for models that write it into the answer,
     * between think tags.
     */
    public void setStripThinking(boolean stripThinking) {
        this.stripThinking = stripThinking;
    }

    public String getOutputClass() {
        return outputClass;
    }

    /**
     * Name of the class into which each answer is converted, such as com.acme.Invoice: a record, an enum, or another
     * class that Jackson can read. With two square brackets after the name, the body is a List of such objects. A
     * producer adds the schema of the class to each request, and a consumer converts the answers, so set it in both. An
     * answer that does not match is not requested again: its exchange fails with Glm4OutputException. Cannot be
     * combined with outputSchema, responseFormat or output=completion.
     */
    public void setOutputClass(String outputClass) {
        this.outputClass = outputClass;
    }

    public String getOutputSchema() {
        return outputSchema;
    }

    /**
     * JSON Schema that each answer must match. The body is a Map, or a List, text or number if the schema describes
     * one. Use resource:classpath:schema.json to read the schema from a file. Set it in producer and consumer, as
     * outputClass. Cannot be combined with outputClass, responseFormat or output=completion.
     */
    public void setOutputSchema(String outputSchema) {
        this.outputSchema = outputSchema;
    }

    public String getOutputMode() {
        return outputMode;
    }

    /**
     * How the schema of outputClass or outputSchema is sent. With prompt, it is added to the instructions, which every
     * service supports. With json_schema, it is sent as a parameter, for services that enforce it.
     */
    public void setOutputMode(String outputMode) {
        this.outputMode = outputMode;
    }
}
