package net.skywire.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link SkywireNode} as a parameter, also of its {@code @BeforeEach} and {@code @AfterEach} methods,
 * and closes it behind the last of them. Only what is not an {@link AppTest} asks for it by {@code @ExtendWith}; its
 * apps run as bundles.
 */
public final class SkywireExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(SkywireExtension.class);

    private final As as;

    public SkywireExtension() {
        this(As.BUNDLE);
    }

    SkywireExtension(As as) {
        this.as = as;
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SkywireNode.class
                && context.getTestMethod().isPresent();
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
