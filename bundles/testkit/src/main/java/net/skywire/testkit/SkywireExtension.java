package net.skywire.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a {@link SkywireNode} as a parameter, also of its {@code @BeforeEach} and {@code @AfterEach} methods,
 * and closes it behind the last of them. Only what is not an {@link AppTest} asks for it by {@code @ExtendWith}; its
 * apps run as bundles.
 */
public final class SkywireExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(SkywireExtension.class);

    private final As as;
    private final boolean ofAppTest;

    public SkywireExtension() {
        this(As.BUNDLE, false);
    }

    /** @param ofAppTest whether it comes with an {@link AppTest}, which has no use for another */
    SkywireExtension(As as, boolean ofAppTest) {
        this.as = as;
        this.ofAppTest = ofAppTest;
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SkywireNode.class
                && context.getTestMethod().isPresent()
                && ofAppTest == AnnotationSupport.isAnnotated(context.getTestMethod(), AppTest.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(SkywireNode.class, key -> new SkywireNode(as));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SkywireNode node = store(context).remove(SkywireNode.class, SkywireNode.class);
        if (node != null) {
            node.close();
        }
    }
}
