package net.skywire.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of an {@link AppTest}. */
final class AppTestRuns implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), AppTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        AppTest test = AnnotationSupport.findAnnotation(context.getElement(), AppTest.class)
                .orElseThrow();
        return Arrays.stream(test.value()).distinct().map(Run::new);
    }

    private record Run(As as) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "as a " + as.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new SkywireExtension(as, true));
        }
    }
}
