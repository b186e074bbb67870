package io.github.camelglm4.stream;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import java.io.IOException;
import java.util.Iterator;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The application of {@link WireMemoryTest}, for a process with little memory: reads one chunk and reports it, waits
 * for the command to continue, reads the rest and reports the number of chunks.
 */
public final class WireMemoryProbe {

    private WireMemoryProbe() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("glm4", Glm4Component.class).getService().setBaseUrl(arguments[0]);
            context.start();
            ChatCompletionStream stream = context.createProducerTemplate()
                    .requestBody("glm4:a?stream=true", "hi", ChatCompletionStream.class);
            Iterator<Message> chunks = stream.iterator();
            chunks.next();
            System.out.println("first");
            if (System.in.read() < 0) {
                throw new IOException("not reachable");
            }
            int count = 1;
            while (chunks.hasNext()) {
                chunks.next();
                count++;
            }
            System.out.println(count + " chunks, " + stream.text().length() + " characters");
        }
    }
}
