package io.github.camelglm4.springboot;

import io.github.camelglm4.options.CheckedOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Sets the properties of one component with Camel's property binding, which resolves placeholders and references to
 * beans. Names are relaxed as in Spring Boot: {@code api-key}, {@code apiKey}, {@code API_KEY}.
 */
final class ComponentProperties implements ComponentCustomizer {

    /** Switches of all Camel components in Spring Boot; they are not options of the component. */
    private static final String ENABLED = "enabled";

    private static final String CUSTOMIZER_ENABLED = "customizerenabled";

    /** A property with its name as written in the configuration. */
    private record Written(String name, String value) {}

    private final String component;
    private final Class<? extends Component> type;
    private final PropertyConfigurer configurer;
    private final Map<String, Written> options = new LinkedHashMap<>();
    private final boolean enabled;

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException if a property is not an option, or has an unresolved placeholder; it names the
     *     property
     */
    ComponentProperties(Environment environment, String component, Class<? extends Component> type) {
        this.component = component;
        this.type = type;
        this.configurer = configurer(type);
        PropertyConfigurerGetter known = (PropertyConfigurerGetter) configurer;
        String prefix = "camel.component." + component;
        Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                // properties with precedence come first
                .forEach((name, value) -> options.putIfAbsent(plain(name), new Written(prefix + "." + name, value)));
        Written first = options.remove(ENABLED);
        Written second = options.remove(CUSTOMIZER_ENABLED);
        enabled = isTrue(first) && isTrue(second);
        options.forEach((option, written) -> {
            if (known.getOptionType(option, true) == null) {
                // without its value, which may be a key under a misspelled name
                throw new WrongPropertyException(
                        written.name(), "the component " + component + " has no such option", null);
            }
            if (written.value().contains("${")) {
                throw new WrongPropertyException(
                        written.name(),
                        "the placeholder in its value cannot be resolved: set it, or add a default (${NAME:default})",
                        null);
            }
        });
    }

    /**
     * Only for the component with this name: another one of the same type may call another service, which must not
     * receive this key.
     */
    @Override
    public boolean isEnabled(String name, Component target) {
        return enabled && component.equals(name) && type.isInstance(target);
    }

    @Override
    public void configure(String name, Component target) {
        options.forEach((option, written) -> {
            try {
                PropertyBindingSupport.build()
                        .withConfigurer(CheckedOptions.of(configurer))
                        .withIgnoreCase(true)
                        .withMandatory(true)
                        .bind(target.getCamelContext(), target, option, written.value());
            } catch (PropertyBindingException e) {
                throw new WrongPropertyException(written.name(), e.getMessage(), e);
            }
        });
    }

    /** Loaded by name: the class is generated after this one is compiled. */
    private static PropertyConfigurer configurer(Class<? extends Component> type) {
        String name = type.getName() + "Configurer";
        return (PropertyConfigurer)
                BeanUtils.instantiateClass(ClassUtils.resolveClassName(name, type.getClassLoader()));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isTrue(Written written) {
        return written == null || Boolean.parseBoolean(written.value());
    }
}
