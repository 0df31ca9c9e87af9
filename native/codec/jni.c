/* The natives of net.skywire.pipe.jna.LibSkp: they turn Java's numbers into pointers, and nothing else. */
#include <jni.h>

#include "skp.h"

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_net_skywire_pipe_jna_LibSkp_##name

NATIVE(jint, encode)(JNIEnv *, jclass, jlong, jint, jint, jlong, jint, jlong, jint);
NATIVE(jint, encodeArray)(JNIEnv *, jclass, jlong, jint, jint, jbyteArray, jint, jint, jlong, jint);
NATIVE(jint, parse)(JNIEnv *, jclass, jlong, jint, jint, jlong, jlong, jint, jlong, jint);
NATIVE(jint, check)(JNIEnv *, jclass, jlong, jint);
NATIVE(jlong, address)(JNIEnv *, jclass, jobject);
NATIVE(jint, write)(JNIEnv *, jclass, jint, jlong, jint);
NATIVE(jint, level)(JNIEnv *, jclass);

static void *pointer(jlong address)
{
    return (void *)(intptr_t)address;
}

jint Java_net_skywire_pipe_jna_LibSkp_encode(JNIEnv *env, jclass type, jlong prefix, jint prefix_length, jint id,
                                             jlong payload, jint length, jlong out, jint room)
{
    (void)env;
    (void)type;
    return skp_encode(pointer(prefix), prefix_length, id, pointer(payload), length, pointer(out), room);
}

/*
 * The array holds `length` bytes at `at`: Java has seen to that. Without memory for it, an OutOfMemoryError is on its
 * way.
 */
jint Java_net_skywire_pipe_jna_LibSkp_encodeArray(JNIEnv *env, jclass type, jlong prefix, jint prefix_length, jint id,
                                                  jbyteArray payload, jint at, jint length, jlong out, jint room)
{
    (void)type;
    uint8_t *bytes = (*env)->GetPrimitiveArrayCritical(env, payload, NULL);
    if (bytes == NULL) {
        return SKP_EINVAL;
    }
    int32_t written = skp_encode(pointer(prefix), prefix_length, id, bytes + at, length, pointer(out), room);
    (*env)->ReleasePrimitiveArrayCritical(env, payload, bytes, JNI_ABORT);
    return written;
}

jint Java_net_skywire_pipe_jna_LibSkp_parse(JNIEnv *env, jclass type, jlong in, jint from, jint to, jlong beginnings,
                                            jlong payloads, jint room, jlong records, jint most)
{
    (void)env;
    (void)type;
    return skp_parse(pointer(in), from, to, pointer(beginnings), pointer(payloads), room, pointer(records), most);
}

jint Java_net_skywire_pipe_jna_LibSkp_check(JNIEnv *env, jclass type, jlong text, jint length)
{
    (void)env;
    (void)type;
    return skp_check(pointer(text), length);
}

/* 0 for a buffer that is not direct. */
jlong Java_net_skywire_pipe_jna_LibSkp_address(JNIEnv *env, jclass type, jobject buffer)
{
    (void)type;
    return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

jint Java_net_skywire_pipe_jna_LibSkp_write(JNIEnv *env, jclass type, jint descriptor, jlong from, jint length)
{
    (void)env;
    (void)type;
    return skp_write(descriptor, pointer(from), length);
}

jint Java_net_skywire_pipe_jna_LibSkp_level(JNIEnv *env, jclass type)
{
    (void)env;
    (void)type;
    return skp_level();
}
