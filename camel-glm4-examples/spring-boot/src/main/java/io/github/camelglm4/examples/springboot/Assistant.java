package io.github.camelglm4.examples.springboot;

import org.apache.camel.ProducerTemplate;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Prints the answer to each question in the arguments. */
@SpringBootApplication
public class Assistant implements ApplicationRunner {

    private final ProducerTemplate producer;

    public Assistant(ProducerTemplate producer) {
        this.producer = producer;
    }

    public static void main(String[] args) {
        SpringApplication.run(Assistant.class, args).close();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (String question : arguments.getNonOptionArgs()) {
            System.out.println(producer.requestBody("direct:ask", question, String.class));
        }
    }
}
