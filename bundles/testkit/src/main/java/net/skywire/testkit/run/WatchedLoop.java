package net.skywire.testkit.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import net.skywire.app.Loop;
import net.skywire.app.LoopListener;

/** Is asked by an app's code in place of its loop, and has the loop's listener watched. */
final class WatchedLoop implements InvocationHandler {

    private final Loop loop;
    private final AppWatch watch;

    private WatchedLoop(Loop loop, AppWatch watch) {
        this.loop = loop;
        this.watch = watch;
    }

    static Loop of(Loop loop, AppWatch watch) {
        return (Loop) Proxy.newProxyInstance(
                Loop.class.getClassLoader(), new Class<?>[] {Loop.class}, new WatchedLoop(loop, watch));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("equals")) {
            return self == arguments[0];
        }
        if (method.getName().equals("listen")) {
            loop.listen(watch.listener((Loop) self, (LoopListener) arguments[0]));
            return null;
        }
        try {
            return method.invoke(loop, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
