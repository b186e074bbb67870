package io.github.camelglm4.service;

/** Has the name by which Spring Boot finds the generated one. */
public class SampleComponentConfigurer extends GroupConfigurer {

    public SampleComponentConfigurer() {
        super(SampleComponent.class);
    }
}
