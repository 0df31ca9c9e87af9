package net.skywire.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of an app. It runs once with the app as a bundle and once as a process, each time at a {@link SkywireNode} of
 * its own, which the test takes as a parameter.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AppTestRuns.class)
public @interface AppTest {

    /** What the app runs as, one after the other. */
    As[] value() default {As.BUNDLE, As.PROCESS};
}
