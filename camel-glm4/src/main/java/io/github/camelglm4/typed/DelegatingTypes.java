package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedWithParams;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Types that are written as another one: a delegating {@code JsonCreator} takes it, or a {@code JsonValue} gives it. */
final class DelegatingTypes implements CustomDefinitionProviderV2 {

    private final ObjectMapper mapper;

    DelegatingTypes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
        BeanDescription bean = mapper.getDeserializationConfig().introspect(mapper.constructType(type.getErasedType()));
        return delegate(bean)
                .map(delegate -> context.getTypeContext().resolve(delegate.getRawClass()))
                .map(delegate -> new CustomDefinition(context.createDefinition(delegate), true))
                .orElse(null);
    }

    private static Optional<JavaType> delegate(BeanDescription bean) {
        return Stream.concat(bean.getConstructorsWithMode().stream(), bean.getFactoryMethodsWithMode().stream())
                .filter(creator -> creator.metadata == JsonCreator.Mode.DELEGATING)
                .map(creator -> ((AnnotatedWithParams) creator.annotated).getParameterType(0))
                .findFirst()
                .or(() -> Optional.ofNullable(bean.findJsonValueAccessor()).map(AnnotatedMember::getType));
    }
}
