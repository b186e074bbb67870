package io.github.camelglm4.batchroute;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.binding.BindingOptions;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.options.TypedOutputReader;
import io.github.camelglm4.service.ServiceEndpoint;
import io.github.camelglm4.typed.TypedOutput;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Submit requests as batches to GLM-4 models, or to any service with an OpenAI-compatible batch API, and receive the
 * answers when they are ready.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4-batch",
        title = "GLM-4 Batch",
        syntax = "glm4-batch:job",
        category = {Category.AI},
        headersClass = Glm4BatchHeaders.class)
@Metadata(excludeProperties = Glm4BatchEndpoint.GATE)
public class Glm4BatchEndpoint extends ScheduledPollEndpoint implements ServiceEndpoint {

    /** Options for the concurrent requests to a model. The service does not count requests for files and batches. */
    static final String GATE = "maxConcurrentRequests,maxQueuedRequests,blockWhenFull";

    private static final long DEFAULT_DELAY = 60_000;

    @UriPath
    @Metadata(required = true)
    private String job;

    @UriParam
    private final SubmissionOptions submission = new SubmissionOptions();

    @UriParam(label = "producer")
    private final ChatOptions chat = new ChatOptions();

    @UriParam(label = "producer")
    private final RequestOptions request = new RequestOptions();

    @UriParam
    private final ResultOptions result = new ResultOptions();

    @UriParam
    private final DeliveryOptions delivery = new DeliveryOptions();

    @UriParam
    private final CallOptions calls;

    @UriParam(
            label = "consumer,scheduler",
            javaType = "java.time.Duration",
            defaultValue = "" + DEFAULT_DELAY,
            description = "Delay between two polls for batches that are done.")
    private long delay = DEFAULT_DELAY;

    public Glm4BatchEndpoint(String uri, Glm4BatchComponent component) {
        super(uri, component);
        calls = component.calls();
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() {
        return new Glm4BatchProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Glm4BatchConsumer consumer = new Glm4BatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** How the bodies of a submission become requests, and answers become messages. */
    BindingOptions bindingOptions() {
        Check.oneOf("input", submission.getInput(), "auto", "text", "jsonl");
        ToolOptions tools = new ToolOptions();
        tools.setTools(submission.getTools());
        boolean text = "text".equals(submission.getInput());
        return new BindingOptions(
                getCamelContext(),
                Check.isSet(submission.getModel()) ? submission.getModel().strip() : Glm4Binding.ANY_MODEL,
                chat,
                request,
                result.bodies(text ? "text" : "auto"),
                result.answers(),
                tools,
                false,
                false);
    }

    /**
     * The type of the answers; null for text.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    TypedOutput typedOutput() {
        return TypedOutputReader.read(getCamelContext(), result.typed(), request, result.answers());
    }

    @Override
    public Glm4BatchComponent getComponent() {
        return (Glm4BatchComponent) super.getComponent();
    }

    @Override
    public String name() {
        return job;
    }

    /** Null: files and batches have no model. */
    @Override
    public String fixedModel() {
        return null;
    }

    public String getJob() {
        return job;
    }

    /**
     * Name of the job, at most 512 characters. It is written into the metadata of each batch (camelGlm4Job); a consumer
     * delivers the answers of all batches with the name of its job, also of those that another application submitted.
     */
    public void setJob(String job) {
        this.job = job;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public SubmissionOptions getSubmission() {
        return submission;
    }

    public ChatOptions getChat() {
        return chat;
    }

    public RequestOptions getRequest() {
        return request;
    }

    public ResultOptions getResult() {
        return result;
    }

    public DeliveryOptions getDelivery() {
        return delivery;
    }

    @Override
    public CallOptions getCalls() {
        return calls;
    }
}
