package io.github.camelglm4.attack;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The application of {@link AttackTest}: a server with a key, which reports its heap usage on request. */
public final class AttackedServer {

    static final String KEY = "key-of-an-honest-caller";

    private AttackedServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = FreePort.next();
        DefaultCamelContext context = new DefaultCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(arguments[0]);
        component.getServer().setServerPort(port);
        component.getServer().setServerApiKeys("honest:" + KEY);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:fast").setBody(constant("hello"));
                from("glm4:forward").to("glm4:a?maxRetries=0");
                from("glm4:forward-stream").to("glm4:a?maxRetries=0&stream=true");
            }
        });
        context.start();
        System.out.println("port=" + port);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println("heap=" + (runtime.totalMemory() - runtime.freeMemory()));
        }
        Runtime.getRuntime().halt(0);
    }
}
